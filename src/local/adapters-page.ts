import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Adapter, CAPABILITIES, type Capability } from '../../adapters/contract/index.ts'
import { adapters } from '../../adapters/registry.ts'

// npm run adapters: writes adapters/README.md from what the adapters declare. `--check` only says whether it is current.

const PAGE = join(import.meta.dirname, '../../adapters/README.md')

type Shown = Pick<Adapter, 'platform' | 'name' | 'documentation' | 'capabilities' | 'limits' | 'pace_ms'> & {
  settings: z.ZodType
  credentials: z.ZodType
}

const MEANS: Record<Capability, string> = {
  enable: 'Sets up the donation step, the invitation product and the webhook; takes them back',
  gifts: 'Tells what a subscriber’s order gave, line by line, refunds included',
  pay: 'Opens a page on which a gift is paid to the donee’s own account',
  performances: 'Lists what the structure plays, moved and cancelled evenings too',
  allot: 'Keeps seats aside for invitations',
  reserve: 'Books seats under our reference, and finds them again by it',
  tickets: 'Hands out a ticket for each seat',
  cancel: 'Takes a booking back, whole or seat by seat',
  attendance: 'Says who came, seat by seat, late scans too',
  reconcile: 'Lists its own books, to be compared with the ledger',
}

/** The page about all platforms, as it has to be committed. */
export function adaptersPage(listed: readonly Shown[] = Object.values(adapters)): string {
  return `# Ticketings

Written by \`npm run adapters\` from what each adapter declares; change the adapter, not this page.

${table([
  ['', 'What it does', ...listed.map(({ name }) => name)],
  ...CAPABILITIES.map((one) => [
    `\`${one}\``,
    MEANS[one],
    ...listed.map(({ capabilities }) => capabilities[one] ?? 'no'),
  ]),
])}

How it was verified: **real server**, by the contract suite on the vendor’s own software, running; **reference server**, by the same suite
on the demonstration box office, which speaks the open contract; **recorded answers**, by the suite on answers that the real server once
gave; **emulated server**, by the suite on an emulation of ours, whose answers are held against the vendor’s own OpenAPI. What is not
declared is never called: the rest works without it.

${listed.map(section).join('\n')}
## A ticketing that has no adapter

**Its vendor can join without us.** The open contract is what the adapter \`open\` speaks: OCTO’s words for performances and bookings (on
hold, confirm, cancel, found again by \`resellerReference\`), and Standard Webhooks for gifts and scans. Its OpenAPI document is served by
the demonstration box office at \`/acs/openapi.json\`. The runner tries every rule on your server and names the clause of each that fails:

\`\`\`sh
npm run conformance -- --address https://tickets.example.org/api/ --token …
\`\`\`

Point it at a test environment: it books, cancels, and takes the place of the registered webhook and donation step. Enable the connection
again afterwards.

**Or write an adapter.** A folder here with the same files as its neighbours, exporting one value (\`contract/partner.ts\` says what it may
hold), and a line in \`registry.ts\`. It imports from \`contract/\` alone, makes every call through the client that it is given (paced,
bounded, no redirects), and throws the faults of \`contract/faults.ts\`, which say who has to act. Declare only what works, then pass
\`tests/contract/suite.ts\` on the real server; where that cannot run here, on recorded answers. \`npm run adapters\` writes it into this page.
`
}

function section(adapter: Shown): string {
  const { platform, name, documentation, limits, pace_ms } = adapter
  const api = documentation.startsWith('/') ? `\`${documentation}\` on its server` : `<${documentation}>`
  return `## ${name}

Platform \`${platform}\` · its API: ${api} · its calls are spaced ${pace_ms} ms

${table([
  ['Field', 'What it is', 'When left out'],
  ...fieldsOf('settings', adapter.settings),
  ...fieldsOf('credentials', adapter.credentials),
])}

${limits.map((limit) => `- ${limit}`).join('\n')}
`
}

interface Field {
  type?: string
  format?: string
  enum?: string[]
  items?: Field
  additionalProperties?: Field
  default?: unknown
  description?: string
}

function fieldsOf(part: 'settings' | 'credentials', schema: z.ZodType): string[][] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as {
    properties?: Record<string, Field>
    required?: string[]
  }
  return Object.entries(properties).map(([name, field]) => [
    `\`${part}.${name}\``,
    [kindOf(field), ...(field.description ? [field.description] : [])].join(': '),
    required.includes(name) ? 'it is needed' : whenLeftOut(field),
  ])
}

function kindOf({ type, format, enum: words, items, additionalProperties }: Field): string {
  if (words) return words.map((word) => `\`${word}\``).join(' or ')
  if (format === 'uri') return 'address'
  if (type === 'array') return `list of ${items ? kindOf(items) : 'anything'}`
  if (type === 'object') return `${additionalProperties ? kindOf(additionalProperties) : 'anything'} by name`
  return { string: 'text', integer: 'number', boolean: 'yes or no' }[type ?? ''] ?? 'anything'
}

const whenLeftOut = ({ default: otherwise }: Field): string => {
  if (otherwise === undefined) return 'nothing'
  const empty = typeof otherwise === 'object' && otherwise !== null && Object.keys(otherwise).length === 0
  return empty ? 'none' : `\`${typeof otherwise === 'string' ? otherwise : JSON.stringify(otherwise)}\``
}

/** Columns as wide as their longest cell, as the formatter has it. */
function table([head = [], ...rows]: string[][]): string {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((row) => row[at]?.length ?? 0)))
  const line = (cells: string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  return [head, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('\n')
}

if (import.meta.main) {
  const page = adaptersPage()
  if (!process.argv.includes('--check')) writeFileSync(PAGE, page)
  else if (readFileSync(PAGE, 'utf8') !== page) {
    console.error('adapters/README.md is not current: run `npm run adapters` and commit it.')
    process.exitCode = 1
  }
}
