import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

// A process of its own: the Worker in workerd, a PostgreSQL that is killed, and everything between them. `npm run faults`
// plays more of the same; see .github/decisions/0009-faults.md.

test('what was once found stays mended, a few schedules violate nothing, a few controls are caught', async () => {
  const run = spawn(process.execPath, ['tests/faults/run.ts', '--fixed', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // what failed is told on standard error, as its steps
  expect(JSON.parse(await text(run.stdout))).toMatchObject({
    found_again: 0,
    violations: 0,
    controls: 3,
    caught: 3,
  })
}, 300_000)
