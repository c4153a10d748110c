import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test, vi } from 'vitest'
import { tellerOf } from '../setup/asked.ts'

afterEach(() => vi.restoreAllMocks())

test('what is on its way leaves standard output to the JSON, and is there without it', () => {
  const out = vi.spyOn(console, 'log').mockReturnValue()
  const err = vi.spyOn(console, 'error').mockReturnValue()
  tellerOf({ json: true })('half way')
  expect([out.mock.calls, err.mock.calls]).toEqual([[], [['half way']]])
  tellerOf({ json: false })('half way')
  expect(out.mock.calls).toEqual([['half way']])
})

test('npm run faults -- --json: all of standard output is the JSON', async () => {
  const args = ['tests/faults/run.ts', '--controls', '--only', 'append-only', '--json']
  const run = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err] = await Promise.all([text(run.stdout), text(run.stderr)])
  expect(JSON.parse(out)).toEqual({ controls: 1, caught: 1 })
  expect(err).toMatch(/^caught +.*append-only/m)
}, 120_000)
