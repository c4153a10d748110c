import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import type { PostgresPlace } from './postgres-place.ts'

/** superuser of the cluster and name of its database */
export const POSTGRES_USER = 'fauteuil'

/**
 * Fills the cluster's folder: UTF8, sorted by code point as in locale C, while upper and lower know accents (as on Neon).
 * Made beside and renamed, so that an interrupted first start leaves nothing half made.
 */
export async function makeCluster(place: PostgresPlace, durable: boolean): Promise<void> {
  const unfinished = `${place.data}.new`
  for (const leftover of [place.data, unfinished]) rmSync(leftover, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(place.password, randomBytes(18).toString('base64url'), { mode: 0o600 })
  for (const path of [unfinished, place.password]) {
    if (place.owner) chownSync(path, place.owner.uid, place.owner.gid)
  }

  const log = openSync(place.log, 'w', 0o600)
  const initdb = spawn(
    place.programs.initdb,
    [
      `--pgdata=${unfinished}`,
      `--username=${POSTGRES_USER}`,
      `--pwfile=${place.password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(durable ? [] : ['--no-sync']),
    ],
    { cwd: '/', ...place.owner, env: plainEnvironment(), stdio: ['ignore', log, log] },
  )
  closeSync(log)
  const code = await new Promise((resolve, reject) => initdb.once('error', reject).once('exit', resolve))
  if (code !== 0) {
    throw new Error(`PostgreSQL could not make its files in ${place.data}. ${lastWords(place)}`)
  }
  renameSync(unfinished, place.data)
}

/** Without the caller's PG… variables, which PostgreSQL's programs would obey, and with messages in English. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}

/** The end of the server's log, for an error message. */
export function lastWords(place: PostgresPlace): string {
  try {
    const lines = readFileSync(place.log, 'utf8').trim().split('\n')
    return `Its log ends: ${lines.slice(-6).join(' | ')}`
  } catch {
    return 'It left no log.'
  }
}
