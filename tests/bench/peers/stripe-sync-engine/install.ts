import { copyFile, mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { BENCH_FOLDER, isKept, keep } from '../kept.ts'
import { runProgram } from '../program.ts'

/** What is used of the engine's public interface. */
export interface Engine {
  StripeSync: new (config: {
    poolConfig: { connectionString: string; max: number }
    stripeSecretKey: string
    stripeWebhookSecret: string
  }) => StripeSync
  runMigrations(config: { databaseUrl: string; schema: string; logger: MigrationLogger }): Promise<void>
}
export interface StripeSync {
  processWebhook(payload: string, signature: string): Promise<void>
  close(): Promise<void>
}
/** Faults of a migration are told to the logger alone. */
export interface MigrationLogger {
  info(): void
  error(fault: unknown): void
}

const MANIFESTS = ['package.json', 'package-lock.json']

/** Installs the engine from npm, as the lock beside this file says; kept until the lock changes. */
export async function installEngine(): Promise<Engine> {
  const home = join(BENCH_FOLDER, 'stripe-sync-engine')
  const mark = join(home, 'installed')
  const sources = MANIFESTS.map((name) => join(import.meta.dirname, name))
  if (!(await isKept(mark, sources))) {
    await mkdir(home, { recursive: true })
    await Promise.all(MANIFESTS.map((name) => copyFile(join(import.meta.dirname, name), join(home, name))))
    await npmInstall(home)
    await keep(mark, sources)
  }
  // Its ES module cannot find its own migrations (0.48.5); its CommonJS one can.
  return createRequire(join(home, 'package.json'))('@supabase/stripe-sync-engine') as Engine
}

async function npmInstall(cwd: string): Promise<void> {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  // npm exports its own settings to the scripts it runs; a nested npm must not inherit them.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')))
  const options = { what: 'npm ci', cwd, env, log: join(cwd, 'install.log') }
  const npm = process.env['npm_execpath']
  if (npm) await runProgram(process.execPath, [npm, ...args], options)
  else await runProgram('npm', args, options)
}
