import { spawn } from 'node:child_process'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/**
 * Installs the servers of one peer and runs its tests against them; the process ends as they do.
 * @param peer its folder here, and below `.fauteuil`, where what is installed is kept between runs
 * @param install brings what is not there yet, and throws what to do where it can not
 */
export async function runPeer(
  peer: string,
  install: (folder: string, say: (line: string) => void) => Promise<unknown>,
): Promise<void> {
  try {
    await install(join(ROOT, '.fauteuil', peer), (line) => console.log(line))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  const config = join(import.meta.dirname, peer, 'vitest.config.ts')
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const tests = spawn(process.execPath, [vitest, 'run', '--config', config, ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => tests.kill(signal))
  tests.once('close', (code) => process.exit(code ?? 1))
}
