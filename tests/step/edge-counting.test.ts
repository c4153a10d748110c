import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { endIsolate, ENV, newIsolate, type Around } from './isolate.ts'

// What an isolate of the edge remembers of carts, and for how long.

let around: Around
let counting: ReturnType<(typeof import('../../src/step/edge/counting.ts'))['countingOf']>
beforeEach(async () => {
  around = newIsolate()
  around.fauteuil = () => new Response(null, { status: 204 })
  const { countingOf } = await import('../../src/step/edge/counting.ts')
  counting = countingOf(ENV, (work) => around.later.push(work))
})
afterEach(endIsolate)

const sent = async () => Promise.all(around.asked.map(async (request) => request.json()))
const finished = (trial: number, shown: number) => ({
  trial,
  shown: { begun: 0, finished: shown },
  not_shown: { begun: 0, finished: 0 },
})

test('a thousand carts that have finished, and then it begins anew', () => {
  const has = (draw: number) => counting.hasFinished(draw)
  for (let draw = 1; draw <= 1_000; draw += 1) expect(has(draw)).toBe(false)
  expect([has(1), has(1_000)]).toEqual([true, true])
  expect(has(1_001)).toBe(false)
  expect([has(1_001), has(1)]).toEqual([true, false])
})

test('what is counted goes into one sum for fifteen seconds, and what comes later into the next', async () => {
  counting.add(1, 'shown', 'finished')
  await vi.advanceTimersByTimeAsync(14_999)
  counting.add(1, 'shown', 'finished')
  expect(around.asked).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  counting.add(1, 'shown', 'finished')
  await vi.advanceTimersByTimeAsync(15_000)
  expect(await sent()).toEqual([finished(1, 2), finished(1, 1)])
})

test('a sum that is sent takes nothing from that of a new trial', async () => {
  counting.add(1, 'shown', 'finished')
  await vi.advanceTimersByTimeAsync(10_000)
  counting.add(2, 'shown', 'finished')
  await vi.advanceTimersByTimeAsync(5_000)
  counting.add(2, 'shown', 'finished')
  await vi.advanceTimersByTimeAsync(15_000)
  expect(await sent()).toEqual([finished(1, 1), finished(2, 2)])
})
