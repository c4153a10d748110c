import { expect, it } from 'vitest'
import { calibrated } from './calibrated.ts'
import type { Contender } from './contender.ts'
import { play } from './rounds.ts'

const turns: string[] = []
/** One that is as fast in each round as it is told, the first of them to warm up. */
function contender(name: string, rates: (number | Error)[]): Contender {
  return {
    name,
    does: `is ${name}`,
    async round() {
      turns.push(name)
      const rate = rates.shift()
      if (rate === undefined || rate instanceof Error) throw rate ?? new Error('one round too many')
      return rate
    },
    stop: async () => undefined,
  }
}
const silently = () => undefined

it('lets all take their turn, does not count the first, and tells medians, spreads and ratios', async () => {
  turns.length = 0
  const reference = contender('b', [1, 200, 100, 300])
  const other = contender('ours', [999, 50, 90, 70])
  const { rows, failed } = await play([reference, other], reference, 3, 10, silently)
  expect(turns).toEqual(['b', 'ours', 'b', 'ours', 'b', 'ours', 'b', 'ours'])
  expect(failed).toEqual([])
  expect(rows).toEqual([
    {
      name: 'b',
      does: 'is b',
      unit: 'per second',
      median: 200,
      spread: { min: 100, max: 300 },
      ratio: 1,
      rounds: 3,
    },
    {
      name: 'ours',
      does: 'is ours',
      unit: 'per second',
      median: 70,
      spread: { min: 50, max: 90 },
      ratio: 0.35,
      rounds: 3,
    },
  ])
})

it('leaves out who fails, says so, and goes on with the others', async () => {
  const reference = contender('b', [1, 2, 2])
  const failing = contender('peer', [1, new Error('it lost an event'), 5])
  const { rows, failed } = await play([reference, failing], reference, 2, 10, silently)
  expect(rows.map(({ name, rounds }) => [name, rounds])).toEqual([['b', 2]])
  expect(failed).toEqual([
    expect.stringContaining('peer: it failed in round 1 and is not counted. it lost an event'),
  ])
})

it('counts for nothing without the limit', async () => {
  const reference = contender('b', [1, new Error('pgbench is gone')])
  await expect(play([reference], reference, 2, 10, silently)).rejects.toThrow('pgbench is gone')
})

it('runs for about the time it is given, by the rate of the round before', async () => {
  const asked: number[] = []
  const round = calibrated(4, async (each) => (asked.push(each), 800), { events: 10, first: 3 })
  expect(await round(1_000)).toBe(8_000)
  await round(1_000)
  await round(500)
  await round(1)
  expect(asked).toEqual([3, 200, 100, 1])
})
