import { join, relative } from 'node:path'
import { startStack } from './stack.ts'

// npm start: the whole on this machine, until Ctrl-C. Everything it keeps is in .fauteuil/, or in FAUTEUIL_FOLDER.

const folder = process.env['FAUTEUIL_FOLDER'] ?? join(import.meta.dirname, '../../.fauteuil')
const log = relative('.', join(folder, 'worker.log'))
const told = new AbortController()
const stopped = new Promise<void>((resolve) => told.signal.addEventListener('abort', () => resolve()))

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Asked twice: leave at once. The watchdogs end what is still running.
    if (told.signal.aborted) process.exit(1)
    console.log('\nEnding… (once more to leave at once)')
    told.abort(new Error('Ended before everything had started.'))
  })
}
// A closed terminal takes no more text; that must not keep us from ending what we started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

function portOf(name: string, usual: number): number {
  const port = Number(process.env[name] ?? usual)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Error(`${name}=${process.env[name]} is not a port: a whole number from 1 to 65535.`)
}

async function run(): Promise<number> {
  console.log('Fauteuil is starting…')
  const stack = await startStack({
    folder,
    worker_port: portOf('PORT', 8787),
    box_office_port: portOf('BOX_OFFICE_PORT', 8788),
    environment: process.env,
    watch: true,
    cron: true,
    signal: told.signal,
    say: (line) => console.log(line),
  })
  console.log(
    [
      '',
      `  Fauteuil                    ${stack.urls.fauteuil}`,
      `  Demonstration box office    ${stack.urls.box_office}`,
      '',
      `Ready. The Worker's log is ${log}. Ctrl-C ends everything; what happened is kept.`,
    ].join('\n'),
  )
  const fault = await Promise.race([stopped, stack.broken])
  if (fault !== undefined) {
    console.error(`${fault}. Everything else is being ended; see ${log}.`)
  }
  await stack.stop()
  return fault === undefined ? 0 : 1
}

try {
  process.exitCode = await run()
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
process.exit()
