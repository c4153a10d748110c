import { describe, expect, it } from 'vitest'
import { PartnerBrokeContract, type Json } from '../../../adapters/contract/index.ts'
import { reconcile } from '../../../adapters/open/reconcile.ts'
import { AT, booking, played } from './played.ts'

const moved = (deltaCents: number, netCents: number, change: object = {}) => ({
  id: `t-${deltaCents}`,
  utcAt: AT,
  orderId: 'A',
  lineId: '1',
  deltaCents,
  netCents,
  currency: 'EUR',
  ...change,
})
const SINCE = { transactions: 't-9', bookings: 'b-9' }
async function look(transactions: object[], cursor: Json = null, bookings: object[] = []) {
  const { partner, calls } = played(({ path }) => ({
    body: path.startsWith('acs/transactions')
      ? { items: transactions, next: 't-10', more: false }
      : { items: bookings, next: 'b-10', more: false },
  }))
  return { ...(await reconcile(partner, cursor)), calls: calls.map(({ path }) => path) }
}

describe('a line of a partner’s books', () => {
  it('is told at what it stands now', async () => {
    const { gifts } = await look([
      moved(2_000, 2_000),
      moved(-1_500, 500),
      moved(300, 300, { lineId: '2', currency: 'CHF' }),
    ])
    expect(gifts).toEqual([
      { order: 'A', reference: 'A/1', cents: 500, currency: 'EUR' },
      { order: 'A', reference: 'A/2', cents: 300, currency: 'CHF' },
    ])
  })

  it.each([
    ['from the beginning, begins at nothing', null, [moved(500, 900)]],
    ['goes on from what it was before', null, [moved(500, 500), moved(100, 700)]],
    ['goes on from there since the last look too', SINCE, [moved(500, 900), moved(100, 900)]],
  ])('that does not add up breaks the contract: it %s', async (_, cursor, transactions) => {
    const fault: unknown = await look(transactions, cursor).catch((cause: unknown) => cause)
    expect(fault).toBeInstanceOf(PartnerBrokeContract)
    expect(String(fault)).toMatch(/gift A\/1: \d+ and \d+ cents do not make \d+/)
  })

  it('may begin anywhere when the beginning was told before', async () => {
    const { gifts } = await look([moved(500, 900), moved(-900, 0)], SINCE)
    expect(gifts).toMatchObject([{ reference: 'A/1', cents: 0 }])
  })
})

describe('a look at a partner’s books', () => {
  it('goes on where the last one ended', async () => {
    const { cursor, calls } = await look([], SINCE)
    expect(calls).toEqual(['acs/transactions?since=t-9', 'acs/bookings?since=b-9'])
    expect(cursor).toEqual({ transactions: 't-10', bookings: 'b-10' })
  })

  it.each([null, {}, { transactions: 't-9' }, 'x'])(
    'begins at the beginning without a cursor of ours: %j',
    async (cursor) => {
      expect((await look([], cursor)).calls).toEqual(['acs/transactions', 'acs/bookings'])
    },
  )

  it('tells each of our bookings once, as it stands last, and nobody else’s', async () => {
    const { bookings } = await look([], null, [
      booking({ unitItems: [] }),
      booking({ uuid: 'b-2', acsReservationId: null }),
      booking({ uuid: 'b-3', status: 'ON_HOLD' }),
      booking(),
    ])
    expect(bookings).toMatchObject([{ order: 'b-1', seats: [{ position: 'u-1' }, { position: 'u-2' }] }])
  })
})
