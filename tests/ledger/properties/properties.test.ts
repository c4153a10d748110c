import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { freshWorld } from '../../setup/world.ts'
import { violations } from '../invariants.ts'
import { eveningSteps } from './evening.ts'
import { atOnce, moneySteps, plentySteps, terms } from './money.ts'
import { seatSteps } from './seats.ts'
import { openTerritory } from './territory.ts'

// Random lives of a convention, done to the model and to PostgreSQL: step by step both must say the same. A failure
// prints its seed and path; run it again with FC_SEED=… (and the steps are few, since fast-check takes away what it can).

const SEEDS = process.env['FC_SEED'] ? [Number(process.env['FC_SEED'])] : [20_261_123, 471, 946]
const RUNS = Number(process.env['FC_RUNS'] ?? 4)
const timeout = Number(process.env['FC_TIMEOUT_MS'] ?? 60_000)

const long = { maxCommands: 120, size: 'max' } as const
const LIVES = {
  money: fc.commands(moneySteps, long),
  'seats and evenings': fc.commands([...plentySteps, ...seatSteps, ...eveningSteps], long),
  everything: fc.commands([...moneySteps, ...seatSteps, ...seatSteps, ...eveningSteps], long),
}

for (const seed of SEEDS) {
  for (const [name, steps] of Object.entries(LIVES)) {
    test(`${name}, seed ${seed}`, { timeout }, async () => {
      const world = await freshWorld()
      const life = fc.asyncProperty(terms, fc.constantFrom(0, 20_000), steps, async (first, cents, taken) => {
        const { territory, model } = await openTerritory(world, first, [6, 20, 9])
        if (cents > 0) await atOnce('first/1', cents, model, territory)
        await fc.asyncModelRun(() => ({ model, real: territory }), taken)
        expect(await violations(world.pg, territory.convention_id)).toEqual({})
      })
      await fc.assert(life, { seed, numRuns: RUNS })
    })
  }
}
