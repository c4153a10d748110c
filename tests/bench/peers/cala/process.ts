import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { lastWords } from '../program.ts'

export interface CalaProcess {
  /** Sends a line, if any, and reads the next one as JSON. Throws the program's last words when it ended instead. */
  ask<T>(line?: string): Promise<T>
  stop(): Promise<void>
}

export function launchCala(program: string, env: Record<string, string>): CalaProcess {
  const child = spawn(program, { env: { ...process.env, ...env }, stdio: 'pipe' })
  const ended = once(child, 'close')
  // A fault of the start is told by the line that never comes.
  ended.catch(() => undefined)
  child.stdin.on('error', () => undefined)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))

  return {
    async ask<T>(line?: string) {
      if (line !== undefined) child.stdin.write(`${line}\n`)
      const answer = await lines.next()
      if (answer.done !== true) return JSON.parse(answer.value) as T
      await ended
      throw new Error(`its program ended: ${lastWords(complaints)}`)
    },
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
