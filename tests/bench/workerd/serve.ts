import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endWithUs } from '../../../src/local/watchdog.ts'
import { type Served, workerdConfig } from './config.ts'

export interface Workerd {
  url: string
  /** from the start of the process to its first answer */
  first_answer_ms: number
  /** of that answer */
  status: number
  stop(): Promise<void>
}

/** workerd's own program, without the wrapper that npm puts before it. */
export function workerdProgram(): string {
  return join(dirname(createRequire(import.meta.url).resolve('workerd/package.json')), 'bin/workerd')
}

/** What is asked first, and again until there is an answer. */
export interface Asked extends RequestInit {
  path: string
}

/** Serves a Worker by plain workerd; returns at its first answer. */
export async function serveWorker(
  folder: string,
  served: Served,
  { path, ...init }: Asked,
): Promise<Workerd> {
  const config = join(folder, `workerd-${served.port}.capnp`)
  writeFileSync(config, workerdConfig(served))
  const log = join(folder, `workerd-${served.port}.log`)
  const output = openSync(log, 'w')
  const begin = performance.now()
  const child = spawn(workerdProgram(), ['serve', '--experimental', config], {
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const release = endWithUs(child.pid ?? 0, 'TERM')
  const over = new AbortController()
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => resolve()).once('error', () => resolve()),
  )
  void ended.then(() => over.abort())
  async function stop(): Promise<void> {
    child.kill('SIGKILL')
    await ended
    release()
  }

  const url = `http://127.0.0.1:${served.port}`
  while (!over.signal.aborted && performance.now() - begin < 30_000) {
    const status = await answer(`${url}${path}`, init)
    if (status !== null) return { url, status, first_answer_ms: performance.now() - begin, stop }
    await sleep(2)
  }
  await stop()
  throw new Error(`workerd did not serve the Worker; ${log} ends: ${readFileSync(log, 'utf8').slice(-2_000)}`)
}

async function answer(url: string, init: RequestInit): Promise<number | null> {
  try {
    const answered = await fetch(url, init)
    await answered.arrayBuffer()
    return answered.status
  } catch {
    return null
  }
}
