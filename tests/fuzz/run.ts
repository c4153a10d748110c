import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apiOf } from '../../src/local/api.ts'
import { boxOfficeVenue } from '../../src/local/demo/box-office.ts'
import { tellStory } from '../../src/local/demo/story.ts'
import { startStack, type Stack } from '../../src/local/stack.ts'
import { readTerritory, type Territory } from '../../src/local/territory.ts'
import { asked } from '../setup/asked.ts'
import { installSchemathesis } from './install.ts'
import { knownIds, withKnownIds, type Document } from './known-ids.ts'
import { readReport, type Report } from './report.ts'

const USAGE = `npm run fuzz -- [--quick] [--seed N] [--examples N] [--role nobody|relay|structure|operator]

Asks the API from its own OpenAPI document, as each role and as nobody, with requests that fit and that do not: no fault of
ours, and no answer that the document does not describe. --quick: some sixteen hundred requests instead of eleven
thousand; --examples: how many are made up for each route and role (12; quick: 6). The last line is one of JSON.`

const FOLDER = join(import.meta.dirname, '../../.fauteuil')
const SPARE = 'may be revoked'
/** what every answer is held to */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'ignored_auth',
]
/** the operator last: what it is allowed (keys revoked, a ticketing disabled) would end what the others can do */
const ROLES = ['nobody', 'relay', 'structure', 'operator'] as const
type Role = (typeof ROLES)[number]
type Answered = Report & { ok: boolean }

const {
  quick,
  seed,
  examples = quick ? '6' : '12',
  role: only,
} = asked(USAGE, {
  quick: { type: 'boolean', default: false },
  seed: { type: 'string', default: '1' },
  examples: { type: 'string' },
  role: { type: 'string' },
})

/**
 * A territory in which everything is there: gifts, credits, an evening that is over, one that someone waits for.
 * Answers a structure that has nothing yet.
 */
async function furnish(stack: Stack, territory: Territory): Promise<string> {
  const { fauteuil, box_office } = stack.urls
  await tellStory(fauteuil, territory, boxOfficeVenue(box_office, stack.box_office_token), () => undefined)
  const operator = apiOf(fauteuil, territory.operator_key)
  const relay = apiOf(fauteuil, territory.relay_key)
  const [offer] = await relay.all<{ id: string }>('/v1/invitations?state=open')
  if (offer) await relay.post('/v1/waiting', 'fuzz-waiting', { invitation_id: offer.id, seats: 1 })
  const { items } = await operator.get<{ items: { id: string }[] }>('/v1/structures')
  await operator.post('/v1/keys', 'fuzz-spare-key', { organisation_id: items[0]!.id, label: SPARE })
  const spare = await operator.post<{ id: string }>('/v1/structures', 'fuzz-spare', { name: 'Le Petit Lieu' })
  return spare.id
}

const keyOf = (role: Role, territory: Territory): string | null =>
  role === 'nobody' ? null : territory[`${role}_key`]

/** Asks as one role; what fails is told as it comes, with a request that repeats it. */
async function fuzz(
  command: string,
  role: Role,
  key: string | null,
  document: string,
  url: string,
): Promise<Answered> {
  const report = join(FOLDER, `fuzz-${role}.ndjson`)
  rmSync(report, { force: true })
  const options = {
    url,
    seed,
    'max-examples': examples,
    // every limit of every field, by far the most requests; what nobody is answered depends on little of what is asked
    phases: quick || key === null ? 'examples,fuzzing' : 'examples,coverage,fuzzing',
    checks: CHECKS.join(','),
    // one after the other: the same seed asks the same, and no disable meets another's enable
    workers: '1',
    // a machine that is busy
    'request-timeout': '60',
    warnings: 'off',
    'generation-database': 'none',
    'report-ndjson-path': report,
    ...(key === null ? {} : { header: `Authorization: Bearer ${key}` }),
  }
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  const args = ['run', document, '--continue-on-failure', '--no-color', ...given]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done))
  if (code !== 0) console.log(said)
  return { ok: code === 0, ...(await readReport(report)) }
}

const command = installSchemathesis(join(FOLDER, 'schemathesis'), (line) => console.log(line))
const folder = mkdtempSync(join(tmpdir(), 'fauteuil-fuzz-'))
chmodSync(folder, 0o755)
const stack = await startStack({ folder, say: (line) => console.log(line) })
const all: Answered[] = []
try {
  const territory = readTerritory(folder) as Territory
  const spare_id = await furnish(stack, territory)
  const { fauteuil } = stack.urls
  const known = await knownIds(
    apiOf(fauteuil, territory.operator_key),
    apiOf(fauteuil, territory.relay_key),
    SPARE,
    spare_id,
  )
  const served = await fetch(`${fauteuil}/openapi.json`)
  const described = await served.json<Document>()
  const venue = { address: stack.urls.box_office, token: stack.box_office_token }
  for (const role of ROLES.filter((one) => only === undefined || one === only)) {
    const document = join(folder, `openapi-${role}.json`)
    writeFileSync(document, JSON.stringify(withKnownIds(described, known, venue, `fuzz-${role}`)))
    const answered = await fuzz(command, role, keyOf(role, territory), document, fauteuil)
    all.push(answered)
    console.log(
      `${answered.ok ? '✓' : '✗'} as ${role}: ${answered.requests} requests to ${answered.routes.size} routes`,
    )
  }
} finally {
  await stack.stop()
  rmSync(folder, { recursive: true, force: true })
}
const routes = new Set(all.flatMap((one) => [...one.routes]))
const done = new Set(all.flatMap((one) => [...one.done]))
const never = [...routes].filter((route) => !done.has(route))
if (never.length > 0) console.log(`Never carried out, by no role: ${never.join(', ')}`)
const requests = all.reduce((sum, one) => sum + one.requests, 0)
const failed = all.filter(({ ok }) => !ok).length
console.log(
  JSON.stringify({
    seed: Number(seed),
    roles: all.length,
    routes: routes.size,
    carried_out: done.size,
    requests,
    failed,
  }),
)
process.exit(failed === 0 && all.length > 0 ? 0 : 1)
