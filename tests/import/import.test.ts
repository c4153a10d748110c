import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { violations } from '../ledger/invariants.ts'
import { freshWorld, type World } from '../setup/world.ts'
import { imported, pastConvention, pastFile } from './past.ts'

let world: World
let past: string
beforeAll(async () => {
  world = await freshWorld()
  past = await pastConvention(world, 2019)
})

async function gifts(): Promise<
  { reference: string; cents: string; day: string; convention_id: string | null }[]
> {
  const { rows } = await world.pg.query(
    `select reference, cents, to_char(given_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') as day, convention_id
       from gift where connection_id <> $1 order by evidence->>'import', (evidence->>'line')::int`,
    [world.connection_id],
  )
  return rows
}

describe('a file of past gifts', () => {
  test('is booked gift by gift, in the convention of its day, and opens seats', async () => {
    const file = pastFile([
      'A-1;2019-09-14;12,50',
      'A-2;14/09/2019;12.50',
      'A-3;2019-09-14T22:30:00Z;7 €',
      'A-4;2012-01-31;5',
    ])
    const done = await imported(world, file)
    expect(done).toMatchObject({
      rows_done: 4,
      gifts: 4,
      cents: 3_700,
      suspended: 1,
      known: 0,
      broken: 0,
      rejected_file: null,
      told: [],
      in_suspense: { gifts: 1, first: '2012-01-31T11:00:00.000Z' },
    })
    expect(await gifts()).toEqual([
      { reference: 'A-1', cents: '1250', day: '2019-09-14T10:00', convention_id: past },
      { reference: 'A-2', cents: '1250', day: '2019-09-14T10:00', convention_id: past },
      { reference: 'A-3', cents: '700', day: '2019-09-14T22:30', convention_id: past },
      { reference: 'A-4', cents: '500', day: '2012-01-31T11:00', convention_id: null },
    ])
    const { rows } = await world.pg.query('select number, price_cents from credit where convention_id = $1', [
      past,
    ])
    expect(rows).toHaveLength(4)
    expect(await violations(world.pg, past)).toEqual({})
    expect(existsSync(done.rejected_file ?? file.replace('.csv', '.rejected.csv'))).toBe(false)
  })
})
