import { format } from 'node:util'
import { afterAll, afterEach, beforeEach, expect } from 'vitest'
import { closeNetwork, network } from './network.ts'
import { note, takeNoise } from './noise.ts'

// Every test file: what nobody expected fails the test (console errors and warnings, requests to anywhere).
// Vitest itself fails a run on an unhandled rejection.
for (const level of ['error', 'warn'] as const) {
  console[level] = (...said: unknown[]) => note(`console.${level}: ${format(...said)}`)
}
closeNetwork()

function expectQuiet(): void {
  expect(
    takeNoise(),
    'said or asked for without being expected; see takeNoise in tests/setup/noise.ts',
  ).toEqual([])
}

// Said while the file was loaded, or between two tests.
beforeEach(expectQuiet)
afterEach(() => {
  network.resetHandlers()
  expectQuiet()
})
afterAll(() => {
  network.close()
  expectQuiet()
})
