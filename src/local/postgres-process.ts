import { execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './ports.ts'
import { lastWords, plainEnvironment } from './postgres-cluster.ts'
import type { PostgresPlace } from './postgres-place.ts'
import { endWithUs, isAlive } from './watchdog.ts'

export interface PostgresServer {
  port: number
  pid: number
  stop(): Promise<void>
  ended: Promise<void>
}

/** Starts the server on `wanted`, or on a free port; returns when it accepts connections. */
export async function launchPostgres(
  place: PostgresPlace,
  settings: readonly string[],
  wanted: number | undefined,
): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt++) {
    const port = wanted ?? (await freePort())
    const server = await tryLaunch(place, settings, port)
    if (server) return server
    const words = lastWords(place)
    // Both pass by themselves: another program took the free port first, or a killed server's children are still ending.
    const portLost = wanted === undefined && words.includes('Address already in use')
    if (attempt >= 5 || !(portLost || words.includes('pre-existing shared memory'))) {
      throw new Error(`PostgreSQL did not start on port ${port}. ${words}`)
    }
    await sleep(300 * attempt)
  }
}

async function tryLaunch(
  place: PostgresPlace,
  settings: readonly string[],
  port: number,
): Promise<PostgresServer | undefined> {
  const log = openSync(place.log, 'w', 0o600)
  const server = spawn(
    place.programs.postgres,
    ['-D', place.data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    // A session of its own: Ctrl-C is for us to handle, and the Worker is stopped before its database.
    { cwd: '/', detached: true, ...place.owner, env: plainEnvironment(), stdio: ['ignore', log, log] },
  )
  closeSync(log)
  const ended = new Promise<void>((resolve) =>
    server.once('exit', () => resolve()).once('error', () => resolve()),
  )
  const { pid } = server
  if (pid === undefined) return undefined
  const release = endWithUs(pid, 'INT')
  const waiting = new AbortController()
  const up = await Promise.race([ready(place.data, pid, waiting.signal), ended.then(() => false)])
  waiting.abort()
  if (up) return { port, pid, ended, stop: () => stop(pid, ended, release) }
  await stop(pid, ended, release)
  return undefined
}

/** The server writes its state into line 8 of postmaster.pid, where pg_ctl reads it too. */
async function ready(data: string, pid: number, over: AbortSignal): Promise<boolean> {
  const deadline_ms = performance.now() + 60_000
  while (!over.aborted && performance.now() < deadline_ms) {
    const lines = postmasterFile(data)
    if (Number(lines[0]) === pid && lines[7]?.trim() === 'ready') return true
    await sleep(15)
  }
  return false
}

/** Fast shutdown first; immediate, then killed, only when it does not come to an end. */
async function stop(pid: number, ended: Promise<void>, release: () => void): Promise<void> {
  const steps = [
    { signal: 'SIGINT', patience_ms: 15_000 },
    { signal: 'SIGQUIT', patience_ms: 5_000 },
    { signal: 'SIGKILL', patience_ms: 5_000 },
  ] as const
  const over = ended.then(() => true)
  for (const { signal, patience_ms } of steps) {
    if (await Promise.race([over, sleep(0, false)])) break
    if (isAlive(pid)) process.kill(pid, signal)
    const waiting = new AbortController()
    const late = sleep(patience_ms, false, { signal: waiting.signal }).catch(() => false)
    await Promise.race([over, late])
    waiting.abort()
  }
  release()
}

/**
 * Clears what a killed server left in `data`. A server whose starter was killed is being ended by its
 * watchdog: it is waited for. Throws when one stays, since it belongs to somebody.
 */
export async function noServerIn(data: string): Promise<void> {
  const deadline_ms = performance.now() + 10_000
  for (;;) {
    const pid = Number(postmasterFile(data)[0])
    if (!pid || !isAlive(pid) || !commandOf(pid).includes('postgres')) break
    if (performance.now() > deadline_ms) {
      throw new Error(`Another PostgreSQL (process ${pid}) uses ${data}. Stop it first: kill -INT ${pid}`)
    }
    await sleep(50)
  }
  // Its process id may meanwhile be another program's, which would keep PostgreSQL from starting.
  rmSync(join(data, 'postmaster.pid'), { force: true })
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    if (process.platform === 'linux') return ''
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
  }
}

function postmasterFile(data: string): string[] {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}
