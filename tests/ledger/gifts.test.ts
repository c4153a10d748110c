import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { freshWorld, give, observed, terms, NOW, type World } from '../setup/world.ts'
import { balances, NOTHING } from './balances.ts'
import { run } from './clients.ts'
import { nextStructure } from './next-structure.ts'
import { violations } from './invariants.ts'

// A gift is an observed state: what is paid now, with a version that only rises.

const JULY = '2026-07-14T10:00:00.000Z'

let territory: World
let world: World
beforeAll(async () => {
  territory = await freshWorld()
})
beforeEach(async () => {
  world = await nextStructure(territory)
})

const post = (observations: object[], now = NOW) =>
  world.db.call('post_gifts', { now, observations, done: [] })
const convert = (now = NOW) => world.db.call('convert', { convention_id: world.convention_id, now })

async function giftNow(reference: string) {
  const { rows } = await world.pg.query<object>(
    'select cents::int, version::int, posted_cents::int, convention_id, convention_version from gift where reference = $1 and connection_id = $2',
    [reference, world.connection_id],
  )
  return rows[0]
}
const sound = async () => expect(await violations(world.pg, world.convention_id)).toEqual({})

describe('one fact, however it is told', () => {
  test('two events of one fact are posted once', async () => {
    await give(world, observed(world, 'A/1', 1_600))
    await give(world, observed(world, 'A/1', 1_600), observed(world, 'A/1', 1_600))
    expect(await balances(world)).toMatchObject({ receivable: 1_600, available: 2 })
  })

  test('of versions out of order the highest stays', async () => {
    await give(world, observed(world, 'A/1', 900, 3))
    await give(world, observed(world, 'A/1', 5_000, 2), observed(world, 'A/1', 1_600, 1))
    expect(await giftNow('A/1')).toMatchObject({ cents: 900, version: 3, posted_cents: 900 })
    expect(await balances(world)).toMatchObject({ receivable: 900, available: 1, fund: 100 })
  })

  test('several versions in one batch: the highest; of equals the first', async () => {
    await give(
      world,
      observed(world, 'A/1', 100, 1),
      observed(world, 'A/1', 300, 3),
      observed(world, 'A/1', 999, 3),
      observed(world, 'A/1', 200, 2),
    )
    expect(await giftNow('A/1')).toMatchObject({ cents: 300, version: 3 })
    await sound()
  })

  test('a refund that is told before its gift leaves nothing', async () => {
    await give(world, observed(world, 'A/1', 0, 2))
    await give(world, observed(world, 'A/1', 1_600, 1))
    expect(await giftNow('A/1')).toMatchObject({ cents: 0, version: 2, posted_cents: 0 })
    expect(await balances(world)).toEqual(NOTHING)
  })

  test('a new version with the same amount writes nothing in the books', async () => {
    await give(world, observed(world, 'A/1', 700, 1))
    await give(world, observed(world, 'A/1', 700, 2))
    const { rows } = await world.pg.query(
      "select cause_id from entry where cause = 'gift' and convention_id = $1",
      [world.convention_id],
    )
    expect(rows).toHaveLength(1)
    expect(await giftNow('A/1')).toMatchObject({ version: 2 })
  })

  test('a gift that is reduced and paid again is followed both ways', async () => {
    await give(world, observed(world, 'A/1', 2_000, 1))
    await give(world, observed(world, 'A/1', 500, 2))
    await give(world, observed(world, 'A/1', 2_400, 3))
    expect(await balances(world)).toMatchObject({ receivable: 2_400, available: 3, shortfall: 0 })
    await sound()
  })

  test('the same reference at another ticketing is another gift', async () => {
    const elsewhere = { ...observed(world, 'A/1', 800), connection_id: uuidv7() }
    await give(world, observed(world, 'A/1', 800))
    expect(await post([elsewhere])).toEqual({ conventions: [], suspended: 1 })
    expect(await balances(world)).toMatchObject({ receivable: 800 })
  })
})

describe('suspense', () => {
  test('a gift before its convention is in force waits, visibly, and is posted when it is', async () => {
    const early = observed(world, 'A/1', 1_200, 1, JULY)
    expect(await post([early], JULY)).toEqual({ conventions: [], suspended: 1 })
    expect(await giftNow('A/1')).toMatchObject({ cents: 1_200, posted_cents: 0, convention_id: null })
    expect(await balances(world)).toEqual(NOTHING)

    expect(await world.db.call('post_suspended', { limit: 10, now: JULY })).toEqual({
      conventions: [],
      posted: 0,
    })
    expect(await world.db.call('post_suspended', { limit: 10, now: NOW })).toEqual({
      conventions: [world.convention_id],
      posted: 1,
    })
    await convert()
    expect(await balances(world)).toMatchObject({ receivable: 1_200, available: 1, fund: 400 })
    expect(await world.db.call('post_suspended', { limit: 10, now: NOW })).toMatchObject({ posted: 0 })
    await sound()
  })

  test('in portions, none twice, also when two sweeps meet', async () => {
    const early = Array.from({ length: 25 }, (_, n) => observed(world, `A${n}/1`, 100, 1, JULY))
    await post(early, JULY)
    expect(await world.db.call('post_suspended', { limit: 10, now: NOW })).toMatchObject({ posted: 10 })
    const sweep = () => world.db.call('post_suspended', { limit: 100, now: NOW })
    await Promise.all([sweep(), sweep()])
    expect(await balances(world)).toMatchObject({ receivable: 2_500, fund: 2_500 })
    await sound()
  })

  test('what changes in suspense is posted as it is then', async () => {
    await post([observed(world, 'A/1', 1_200, 1, JULY), observed(world, 'B/1', 900, 1, JULY)], JULY)
    await post([observed(world, 'A/1', 300, 2, JULY), observed(world, 'B/1', 0, 2, JULY)], JULY)
    const { posted, conventions } = await world.db.call('post_suspended', { limit: 10, now: NOW })
    expect({ posted, conventions }).toEqual({ posted: 2, conventions: [world.convention_id] })
    expect(await balances(world)).toMatchObject({ receivable: 300, fund: 300 })
  })

  test('the ticketing tells it again meanwhile: it is posted then, once', async () => {
    const early = observed(world, 'A/1', 1_200, 1, JULY)
    await post([early], JULY)
    await post([early])
    expect(await world.db.call('post_suspended', { limit: 10, now: NOW })).toMatchObject({ posted: 0 })
    expect(await balances(world)).toMatchObject({ receivable: 1_200 })
  })

  test('a gift on a day that no convention collects stays in suspense', async () => {
    const other = observed(world, 'A/1', 1_200, 1, '2026-05-31T23:59:59.000Z')
    const last = observed(world, 'B/1', 500, 1, '2027-06-01T00:00:00.000Z')
    expect(await post([other, last])).toMatchObject({ suspended: 2 })
    expect(await world.db.call('post_suspended', { limit: 10, now: NOW })).toMatchObject({ posted: 0 })
  })
})

describe('the version that was shown', () => {
  async function proposeAlone(seat_price_cents: number, effective_from: string): Promise<void> {
    const { convention_id, structure } = world
    await world.db.once({ ...world.claim(structure), now: effective_from }, 'propose_version', {
      ...terms,
      id: uuidv7(),
      convention_id,
      seat_price_cents,
      effective_from,
    })
  }

  test('is kept by the gift, whenever it is posted', async () => {
    const [december, january] = ['2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z']
    await proposeAlone(900, december)
    await proposeAlone(1_000, january)
    await post(
      [
        observed(world, 'early/1', 10, 1, JULY),
        observed(world, 'first/1', 10, 1, '2026-11-30T10:00:00.000Z'),
        observed(world, 'second/1', 10, 1, december),
        observed(world, 'third/1', 10, 1, '2027-01-02T00:00:00.000Z'),
      ],
      '2027-01-05T00:00:00.000Z',
    )
    await post([observed(world, 'second/1', 20, 2, december)], '2027-01-06T00:00:00.000Z')
    const { rows } = await world.pg.query(
      'select reference, convention_version from gift where connection_id = $1 order by reference',
      [world.connection_id],
    )
    expect(rows).toEqual([
      { reference: 'early/1', convention_version: 1 },
      { reference: 'first/1', convention_version: 1 },
      { reference: 'second/1', convention_version: 2 },
      { reference: 'third/1', convention_version: 3 },
    ])
  })
})

test('a batch with an impossible gift is written not at all, and again without it', async () => {
  const good = observed(world, 'A/1', 800)
  await expect(post([good, observed(world, 'B/1', -1)])).rejects.toThrow(/gift_cents/)
  expect(await giftNow('A/1')).toBeUndefined()
  await run(world.pg, 'post_gifts', { now: NOW, observations: [good], done: [] })
  expect(await giftNow('A/1')).toMatchObject({ posted_cents: 800 })
})
