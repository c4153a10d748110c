import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { ROOT } from './kept.ts'

export interface ProgramOptions {
  /** what it is called when it fails, such as `npm ci` */
  what: string
  cwd: string
  /** where its whole output goes */
  log: string
  env?: NodeJS.ProcessEnv
}

/** Runs a program to its end. Throws its last words, and where the others are, when it fails or is not there. */
export async function runProgram(program: string, args: string[], options: ProgramOptions): Promise<void> {
  const { what, cwd, log, env = process.env } = options
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const [code] = await once(child, 'close').catch((cause: unknown) => {
    throw new Error(`${program} is not installed here`, { cause })
  })
  await writeFile(log, output)
  if (code !== 0) throw new Error(`${what} failed: ${lastWords(output)} (all of it: ${relative(ROOT, log)})`)
}

/** The line of a failed program's output that says most: its first error, else its last line. */
export function lastWords(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return lines.find((line) => /^(npm )?error\b/i.test(line)) ?? lines.at(-1) ?? 'it said nothing'
}
