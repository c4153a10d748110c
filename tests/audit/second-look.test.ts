import { uuidv7 } from 'uuidv7'
import { beforeAll, expect, test } from 'vitest'
import { audit } from '../../src/audit/index.ts'
import { able, openTicketing } from '../../src/conventions/index.ts'
import { openTerritory, type Territory } from '../setup/territory.ts'
import { give, observed } from '../setup/world.ts'

// What differs from a partner's books is looked at again a moment later: much of it was only on its way.

let t: Territory
let invitation_id: string
let reservation_id: string
beforeAll(async () => {
  t = await openTerritory()
  await buy(5_000)
  await t.settle()
  const offer = await t.offer(6)
  invitation_id = offer.invitation_id
  reservation_id = await t.reserve(invitation_id, 2)
  await t.settle()
})
const buy = async (cents: number) =>
  String((await t.at('POST', '/acs/sandbox/purchases', { cents }))['orderId'])
const cancel = (order: string) => t.at('POST', `/acs/sandbox/orders/${order}/cancel`)
/** Its webhook came and was lost. */
const lost = async (cents: number) => {
  const order = await buy(cents)
  await t.office.settled()
  await t.world.pg.query("delete from inbox where state = 'received'")
  return order
}

/** What an audit finds when this happens between its two looks, and what the second one asked of the box office. */
async function audited(meanwhile: () => Promise<unknown>) {
  const looks: string[][] = [[]]
  const { differences, more } = await audit(
    {
      ...t.ctx,
      sleep: async (duration_ms) => {
        // shorter ones keep the box office's pace
        if (duration_ms < 10_000) return
        await meanwhile()
        looks.push([])
      },
      fetch: async (...call) => {
        looks.at(-1)!.push(new URL(new Request(...call).url).pathname)
        return t.ctx.fetch(...call)
      },
    },
    { convention_id: null, partners: {} },
  )
  return { kinds: differences.map(({ kind }) => kind), more, again: looks.slice(1) }
}
const nothing = async () => undefined

test('books that agree are not looked at twice', async () => {
  expect(await audited(nothing)).toEqual({ kinds: [], more: 0, again: [] })
})

test('a gift whose webhook is on its way is none, and only its order is asked for', async () => {
  const order = await buy(700)
  await t.office.settled()
  const { kinds, again } = await audited(() => t.settle())
  expect(kinds).toEqual([])
  expect(again).toEqual([[`/acs/orders/${order}`]])
})

test('an order is taken as it is then, not as the books told it', async () => {
  const order = await lost(2_500)
  expect((await audited(() => cancel(order))).kinds).toEqual([])
  await t.settle()
})

test('what was given after the books were read is left to the next audit', async () => {
  const order = await lost(900)
  const another = async () => {
    await buy(300)
    await t.settle()
  }
  expect((await audited(another)).kinds).toEqual(['gift_not_here'])
  await cancel(order)
  await t.settle()
})

test('a gift that the partner does not know has no order to ask for', async () => {
  await give(t.world, observed(t.world, 'NOBODY/1', 900))
  expect(await audited(nothing)).toEqual({ kinds: ['gift_not_there'], more: 0, again: [[]] })
  await give(t.world, observed(t.world, 'NOBODY/1', 0, 2))
})

test('an order of invitations that was cancelled meanwhile is none', async () => {
  const line = await openTicketing(t.ctx, t.world.connection_id)
  const { rows } = await t.world.pg.query<{ performance: string }>(
    'select f.reference as performance from invitation i join performance f on f.id = i.performance_id where i.id = $1',
    [invitation_id],
  )
  const { performance } = rows[0]!
  const asked = { reservation_id, reference: uuidv7(), performance, allotment: null, seats: 1 }
  const booked = await able(line, 'reserve', 'reserve')({ ...asked, access_needs: [] })
  if (booked.outcome !== 'confirmed') throw new Error('the box office has not enough seats')
  const { order } = booked.booking
  const { kinds, again } = await audited(() => able(line, 'cancel', 'cancel')({ order, positions: null }))
  expect(kinds).toEqual([])
  expect(again.flat()).toContain('/acs/bookings')
})

test('of more than fifty that are lost fifty are asked for and told, and the others counted', async () => {
  for (let n = 0; n < 51; n += 1) await lost(100)
  const { kinds, more, again } = await audited(nothing)
  expect({ told: kinds.length, more }).toEqual({ told: 50, more: 1 })
  expect(again.flat()).toHaveLength(50)
})
