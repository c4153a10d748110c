import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { NeonDbError } from '@neondatabase/serverless'
import { DrizzleQueryError } from 'drizzle-orm'
import { z } from 'zod'
import type { Audit } from '../audit/index.ts'
import { contextOf } from '../platform/context.ts'
import { problemOf } from '../platform/database.ts'
import type { Env } from '../platform/env.ts'
import type { Language } from '../platform/languages.ts'
import { openKeptDatabase } from './kept-database.ts'
import { developmentKeys } from './secrets.ts'

// npm run audit: are the books right, and do the partners' say the same? Reads everything and changes nothing.

const HELP = `npm run audit [-- options]

Recomputes every balance, total and report from the postings, and compares them with all that runs beside them; then
with the partners' own orders and payments. Ends with 0 when nothing differs, 1 when something does, 2 when it could
not be done.

  --json             only one line, of JSON
  --convention ID    one convention, and the partners of its structure
  --no-partners      the books alone
  --lang fr|en       the language of the report (that of LANG, else French)
  --folder FOLDER    what \`npm start\` keeps (.fauteuil)

The line of JSON: \`differences\`, how many there are; \`checked\`, how much was looked at; \`found\`, the first fifty, each with
  kind              what is not as it should be, by the name of its check
  convention_id     whose books; null for a partner's, which know no convention, and for all together
  connection_id     the connection of the partner that was compared; null when the books were compared with themselves
  structure, season the names of these
  place             the row or the total: a gift's reference, an account, a seat's id
  ours              what is kept here
  theirs            what it was compared with: the partner's books, or without connection_id the sum made anew of the postings
  unit              of both: cents, seats, count, or word where they are no number
and \`undone\`, the partners that could not be compared, each with its structure and the reason.

Reads DATABASE_URL, and MASTER_KEYS for the partners; without them, the books that \`npm start\` keeps.`

const { DATABASE_URL, MASTER_KEYS, FAUTEUIL_FOLDER, BOX_OFFICE_PORT, PRIVATE_ADDRESSES_ALLOWED } = process.env
const options = {
  help: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  convention: { type: 'string' },
  partners: { type: 'boolean', default: true },
  lang: { type: 'string', default: process.env['LC_ALL'] ?? process.env['LANG'] ?? 'fr' },
  folder: { type: 'string', default: FAUTEUIL_FOLDER ?? join(import.meta.dirname, '../../.fauteuil') },
} as const

function asked() {
  try {
    return parseArgs({ options, allowNegative: true }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`)
    return process.exit(2)
  }
}
type Asked = ReturnType<typeof asked>

/** Those that open the credentials of the partners; none are needed without partners. */
function keysOf({ folder, partners }: Asked): string {
  if (!partners) return `none:${'A'.repeat(43)}=`
  if (MASTER_KEYS) return MASTER_KEYS
  if (!DATABASE_URL) return developmentKeys(folder)
  throw new Error(
    'MASTER_KEYS is not set: it opens the credentials of the partners. Set it, or leave them out with --no-partners.',
  )
}

/** What a development machine allows its box office; a deployment calls no private address. */
function environmentOf(keys: string, database: { url: string; neon_endpoint: string | null }) {
  const box_office = DATABASE_URL ? undefined : `127.0.0.1:${BOX_OFFICE_PORT ?? 8788}`
  return {
    ...process.env,
    DATABASE_URL: database.url,
    ...(database.neon_endpoint === null ? {} : { NEON_ENDPOINT: database.neon_endpoint }),
    MASTER_KEYS: keys,
    PRIVATE_ADDRESSES_ALLOWED: [box_office, PRIVATE_ADDRESSES_ALLOWED].filter(Boolean).join(','),
    ORIGIN: process.env['ORIGIN'] ?? 'http://127.0.0.1',
    ENVIRONMENT: 'audit',
  } as unknown as Env // its queue, files and Workflow are the Worker's; an audit touches none
}

async function run(values: Asked): Promise<Audit> {
  const convention_id = values.convention ?? null
  if (convention_id !== null && !z.uuid().safeParse(convention_id).success)
    throw new Error(`--convention: ${convention_id} is no id.`)
  const database = await openKeptDatabase(values.folder, process.env)
  try {
    const front = contextOf(environmentOf(keysOf(values), database))
    // all the rooms: only now that they are needed
    const { audit } = await import('../audit/index.ts')
    const { wholeContext } = await import('../platform/whole-context.ts')
    const partners = values.partners ? {} : null
    return await audit(wholeContext(front), { convention_id, partners })
  } finally {
    await database.stop()
  }
}

const values = asked()
if (values.help) {
  console.log(HELP)
  process.exit()
}
const language: Language = values.lang.startsWith('en') ? 'en' : 'fr'
try {
  const { checked, differences, more, undone } = await run(values)
  const count = differences.length + more
  const { measureOf, sayAudit } = await import('../audit/index.ts')
  if (values.json) {
    const found = differences.map((one) => ({ ...one, unit: measureOf(one) }))
    console.log(JSON.stringify({ differences: count, checked, found, undone }))
  } else {
    console.log(sayAudit({ checked, differences, more, undone }, language).join('\n'))
  }
  process.exitCode = count > 0 ? 1 : undone.length > 0 ? 2 : 0
} catch (error) {
  console.error(`The audit could not be done: ${reasonOf(error)}`)
  process.exitCode = 2
}

function reasonOf(error: unknown): string {
  const problem = problemOf(error)
  if (problem?.code === 'not_found') return `There is no convention ${values.convention ?? ''}.`
  if (!problem && !(error instanceof DrizzleQueryError || error instanceof NeonDbError))
    return error instanceof Error ? error.message : String(error)
  const { cause } = problem ?? (error as Error)
  const said = cause instanceof Error ? cause.message : String(error)
  return `The database said: ${said}. Check DATABASE_URL, and that \`npm run migrate\` has run there; then try again.`
}
