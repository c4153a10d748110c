import { parseArgs } from 'node:util'
import { conform, type Result } from './conform.ts'
import { NoContract } from './trial.ts'

const HELP = `npm run conformance -- --address URL --token T [--json]

Tries every rule of the ACS open partner contract on a server. It makes bookings and cancels them again, leaves
gifts of its own in the box office, and takes the place of the registered webhook and donation step: point it at a test
environment. Ends with 0 when every rule passes, 1 when one does not or nothing there answers like the contract.

  --address URL      where the API is, such as https://billetterie.example.fr/api/
  --token T          the bearer token
  --listen-url URL   how your server reaches this machine for its webhooks, when not at 127.0.0.1
  --listen-port N    the port to listen on for them (any by default)
  --only A1,B2       try these rules only
  --json             one line of JSON instead of a line for each rule
`

const MARK = { passed: 'ok  ', failed: 'FAIL', not_tried: '-   ' } as const

const { values } = parseArgs({
  options: {
    address: { type: 'string' },
    token: { type: 'string' },
    'listen-url': { type: 'string' },
    'listen-port': { type: 'string' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const { address, token, json } = values
if (values.help || !address || !token || !URL.canParse(address)) {
  console.log(HELP)
  process.exit(values.help ? 0 : 2)
}

const say = ({ clause, tries, outcome, detail }: Result): void => {
  console.log(`${MARK[outcome]} ${clause}  ${tries}${detail ? `\n        ${detail}` : ''}`)
}
const listen_url = values['listen-url']

try {
  const { results, passed, failed, not_tried } = await conform({
    address,
    token,
    listen_port: Number(values['listen-port'] ?? 0),
    ...(listen_url ? { listen_url } : {}),
    ...(values.only ? { only: values.only.split(',') } : {}),
    ...(json ? {} : { say }),
  })
  if (json) console.log(JSON.stringify({ passed, failed, not_tried, results }))
  else {
    if (not_tried > 0) console.log(`${not_tried} not tried, for want of a capability`)
    console.log(`${passed} passed, ${failed} failed`)
  }
  process.exitCode = failed === 0 ? 0 : 1
} catch (error) {
  if (error instanceof NoContract) {
    console.error(error.message)
    process.exit(1)
  }
  console.error(
    `The server at ${address} could not be tried: ${error instanceof Error ? error.message : String(error)}`,
  )
  console.error('Check the address and that the server is up, then run it again.')
  process.exitCode = 2
}
