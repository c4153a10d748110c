import { spawn, type ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'

/**
 * Ends `target` when this process goes away in a way that it cannot see itself (kill -9, out of memory).
 * A shell in a session of its own waits on a pipe that only we hold open; when it closes, the signal is sent.
 *
 * @param target a process id, or minus a process group id
 * @returns call it once the target has ended, since its id may be used again
 */
export function endWithUs(target: number, signal: 'INT' | 'TERM'): () => void {
  const script = `read -r nothing; kill -s ${signal} -- "$1"`
  const shell: ChildProcess = spawn('/bin/sh', ['-c', script, 'fauteuil-watchdog', String(target)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const pipe = shell.stdin as Socket
  pipe.on('error', () => undefined)
  shell.unref()
  pipe.unref()
  return () => {
    shell.once('exit', () => pipe.destroy())
    shell.kill('SIGKILL')
  }
}

/** True while a process with this id exists (also one of another user). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
