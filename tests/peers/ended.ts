import type { ChildProcess } from 'node:child_process'

const PATIENCE_MS = 5_000

/** Ends a server, gently first; returns when it is gone. */
export async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((done) => server.once('exit', done))
  server.kill('SIGTERM')
  const hard = setTimeout(() => server.kill('SIGKILL'), PATIENCE_MS)
  await gone
  clearTimeout(hard)
}
