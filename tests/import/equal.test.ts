import * as fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { beforeAll, expect, test } from 'vitest'
import { violations } from '../ledger/invariants.ts'
import { freshWorld, NOW, type World } from '../setup/world.ts'
import { agreed, imported, pastConvention, pastFile } from './past.ts'

interface Gift {
  reference: string
  given_at: string
  cents: number
}
const gift: fc.Arbitrary<Gift> = fc.record({
  reference: fc.uuid(),
  given_at: fc
    .date({
      min: new Date('2017-01-01T00:00:00Z'),
      max: new Date('2026-11-22T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((at) => at.toISOString()),
  cents: fc.oneof({ weight: 9, arbitrary: fc.nat(4_000) }, { weight: 1, arbitrary: fc.constant(0) }),
})

/** A structure with seasons past and present, one without a convention: what is in force changed before, within and after them. */
async function territory(): Promise<{ world: World; conventions: string[] }> {
  const world = await freshWorld({ planned_seats: 30 })
  const ever = { planned_seats: 20, effective_from: '2010-01-01T00:00:00Z' }
  const conventions = [
    world.convention_id,
    await pastConvention(world, 2018, ever, '2018-09-01T12:00:00Z'),
    await pastConvention(world, 2019, ever, '2019-01-01T00:00:00Z'),
    await pastConvention(world, 2021, ever, '2023-01-01T00:00:00Z'),
    await pastConvention(world, 2024, ever),
  ]
  await agreed(world, conventions[1]!, { ...ever, seat_price_cents: 900 }, '2018-11-01T00:00:00Z')
  await agreed(
    world,
    conventions[1]!,
    { ...ever, seat_price_cents: 950, planned_seats: 25 },
    '2022-11-01T00:00:00Z',
  )
  await agreed(world, conventions[3]!, { ...ever, seat_price_cents: 700 }, '2023-01-02T00:00:00Z')
  return { world, conventions }
}

async function books({ world: { pg }, conventions }: typeof told): Promise<unknown> {
  const ask = async (query: string) => (await pg.query<object>(query, [conventions])).rows
  const nth = 'array_position($1::uuid[], convention_id)'
  return {
    gifts:
      await ask(`select reference, cents, version, ${nth} as nth, convention_version, posted_cents, posted_before_cents, given_at
      from gift where $1::uuid[] is not null order by reference`),
    entries:
      await ask(`select g.reference, cause, ${nth.replace('conv', 'e.conv')} as nth, p.n, p.debit, p.credit, p.amount, e.at
      from entry e join posting p on p.entry_id = e.id join gift g on e.cause_id = g.id || ':1' where $1::uuid[] is not null order by 1`),
    line: await ask(`select ${nth.replace('conv', 'i.conv')} as nth, span_from, span_to, g.reference, i.gifts, applied_at
      from inflow i join gift g on g.id = i.gift_id where $1::uuid[] is not null order by 1, 2`),
    funds: await ask(`select ${nth} as nth, line_in, line_out, surplus_cents, shortfall_cents, minted, gifts
      from fund where line_in > 0 and convention_id = any($1) order by 1`),
    balances: await ask(
      'select nth, b.* from unnest($1::uuid[]) with ordinality c(id, nth), balances(c.id) b order by 1, 2',
    ),
    credits: await ask(
      `select ${nth} as nth, number, price_cents, origin, state from credit where convention_id = any($1) order by 1, 2`,
    ),
    used: await ask(`select ${nth} as nth, use, credit_number, sum(span_to - span_from) as cents from outflow
      where convention_id = any($1) group by 1, 2, 3 order by 1, 2, 3`),
  }
}

let told: Awaited<ReturnType<typeof territory>>
let brought: Awaited<ReturnType<typeof territory>>
beforeAll(async () => {
  told = await territory()
  brought = await territory()
})

/** As a ticketing tells them, one after the other. */
async function tell({ world }: typeof told, gifts: readonly Gift[]): Promise<void> {
  for (const one of gifts) {
    const observation = { ...one, id: uuidv7(), connection_id: world.connection_id, version: 1, evidence: {} }
    const { conventions } = await world.db.call('post_gifts', {
      now: NOW,
      observations: [observation],
      done: [],
    })
    for (const convention_id of conventions) await world.db.call('convert', { convention_id, now: NOW })
  }
}

test(
  'an import leaves the very books that the same gifts leave when a ticketing tells them',
  { timeout: 120_000 },
  async () => {
    const many = fc.uniqueArray(gift, {
      selector: ({ reference }) => reference,
      minLength: 1,
      maxLength: 120,
    })
    const property = fc.asyncProperty(many, fc.integer({ min: 1, max: 50 }), async (gifts, batch_rows) => {
      await tell(told, gifts)
      const rows = gifts.map((one) => `${one.reference};${one.given_at};${(one.cents / 100).toFixed(2)}`)
      const done = await imported(brought.world, pastFile(rows), { batch_rows })
      expect(done).toMatchObject({ gifts: gifts.length, broken: 0 })
      expect(await books(brought)).toEqual(await books(told))
      for (const one of brought.conventions) expect(await violations(brought.world.pg, one)).toEqual({})
    })
    // both worlds keep what came before, so what fails is told as it is
    await fc.assert(property, { numRuns: 8, endOnFailure: true })
  },
)
