import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface NeonProcess {
  url: string
  stop(): void
}

/** @param connections to PostgreSQL, at most */
export async function startNeon(connections: number): Promise<NeonProcess> {
  const child = fork(join(import.meta.dirname, 'neon-process.ts'), [String(connections)])
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return { url, stop: () => child.disconnect() }
}
