import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { auditBooks } from '../../src/audit/books.ts'
import { eveningSteps } from '../ledger/properties/evening.ts'
import { atOnce, moneySteps, terms } from '../ledger/properties/money.ts'
import { seatSteps } from '../ledger/properties/seats.ts'
import { openTerritory } from '../ledger/properties/territory.ts'
import { testContext } from '../setup/app.ts'
import { freshWorld } from '../setup/world.ts'

// Random lives of a convention: whatever happened, true books have no difference, and no row has to be looked for.

const SUSPECTS = `select s.* from (select jsonb_object_agg(part, coalesce(sums, '[]')) as sums from audit_read($1)) r,
  audit_suspects(r.sums, $1) s`

test('a life of everything', { timeout: 120_000 }, async () => {
  const world = await freshWorld()
  const { ctx } = testContext(world)
  const steps = fc.commands([...moneySteps, ...seatSteps, ...eveningSteps], {
    maxCommands: 120,
    size: 'max',
  })
  const life = fc.asyncProperty(terms, steps, async (first, taken) => {
    const { territory, model } = await openTerritory(world, first, [6, 20, 9])
    await atOnce('first/1', 20_000, model, territory)
    await fc.asyncModelRun(() => ({ model, real: territory }), taken)
    expect((await world.pg.query(SUSPECTS, [territory.convention_id])).rows).toEqual([])
    expect(await auditBooks(ctx, territory.convention_id, 50)).toMatchObject({ differences: [], more: 0 })
  })
  await fc.assert(life, { seed: 471, numRuns: 6 })
  expect(await auditBooks(ctx, null, 50)).toMatchObject({ differences: [], more: 0 })
})
