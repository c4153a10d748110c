import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { installStripeServers } from './install.ts'

// `npm run test:stripe`: what the adapter asks, and what our emulated Stripe answers, held against Stripe's own OpenAPI
// and a second, independent emulation. Both servers are installed and started here, and kept under .fauteuil/stripe.
const root = join(import.meta.dirname, '../../..')
try {
  await installStripeServers(join(root, '.fauteuil/stripe'), (line) => console.log(line))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

const config = join(import.meta.dirname, 'vitest.config.ts')
const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const tests = spawn(process.execPath, [vitest, 'run', '--config', config, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => tests.kill(signal))
tests.once('close', (code) => process.exit(code ?? 1))
