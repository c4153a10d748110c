import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

export interface ProgramOptions {
  cwd: string
  /** where its whole output goes */
  log: string
  env?: NodeJS.ProcessEnv
}

/** Runs a program to its end. Throws its last words, and where the others are, when it fails or is not there. */
export async function runProgram(program: string, args: string[], options: ProgramOptions): Promise<void> {
  const { cwd, env = process.env } = options
  const log = createWriteStream(options.log)
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    stream.pipe(log, { end: false })
  }
  const [code] = await once(child, 'close').catch((cause: unknown) => {
    throw new Error(`${program} is not installed here`, { cause })
  })
  log.end()
  if (code !== 0)
    throw new Error(`${program} ${args[0]} failed: ${lastWords(output)} (all of it: ${options.log})`)
}

/** The line of a failed program's output that says most: its first error, else its last line. */
export function lastWords(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return lines.find((line) => /^(npm )?error\b/i.test(line)) ?? lines.at(-1) ?? 'it said nothing'
}
