import { describe, expect, it } from 'vitest'
import { invitation, type Played } from './played.ts'
import { CODES, made, soldOut, ask, sentOf, quotas } from './reserving.ts'

describe('sold out', () => {
  it('is when fewer are free than asked for', async () => {
    const { outcome } = await ask({ ...quotas(1), writes: () => soldOut })
    expect(outcome).toEqual({ outcome: 'sold_out' })
  })

  it('is not when the last seats are this very attempt’s, made before', async () => {
    const { outcome } = await ask({
      ...quotas(0),
      writes: () => soldOut,
      finds: (path) => (path === `orders/${CODES[0]}/` ? invitation({ code: CODES[0] }) : null),
    })
    expect(outcome).toMatchObject({ outcome: 'confirmed', booking: { order: CODES[0] } })
  })

  it.each([
    ['enough are free', quotas(2)],
    ['nothing limits them', quotas(null)],
  ])('is not when %s: then pretix refused for another reason', async (_, left) => {
    const { outcome } = await ask({ ...left, writes: () => soldOut })
    expect(outcome).toMatchObject({
      outcome: 'rejected',
      reason: expect.stringContaining('not enough quota'),
    })
  })
})

describe('seats kept aside', () => {
  const voucher = (change: object) => ({
    id: 1,
    code: 'V',
    max_usages: 2,
    redeemed: 0,
    valid_until: null,
    block_quota: true,
    item: 2,
    variation: null,
    ...change,
  })
  const kept = (...vouchers: object[]): Partial<Played> => ({
    lists: (path) => (path.endsWith('/vouchers/') ? vouchers : []),
    writes: (_, sent) => made(sent),
  })
  const fromAllotment = { allotment: { vouchers: [] } }
  const positionsOf = async (does: Partial<Played>, seats: number) =>
    sentOf((await ask(does, { ...fromAllotment, seats })).writes[0]!)['positions']

  it('are taken from as many vouchers as it needs, and no more', async () => {
    const vouchers = [voucher({ code: 'A', redeemed: 1 }), voucher({ code: 'B' })]
    const line = { item: 2, variation: null, price: '0.00' }
    expect(await positionsOf(kept(...vouchers), 2)).toEqual([
      { ...line, voucher: 'A' },
      { ...line, voucher: 'B' },
    ])
  })

  it('are of the voucher’s own product where it has one', async () => {
    expect(await positionsOf(kept(voucher({ item: 9, variation: 91 })), 1)).toEqual([
      { item: 9, variation: 91, price: '0.00', voucher: 'V' },
    ])
    expect(await positionsOf(kept(voucher({ item: null, variation: 91 })), 1)).toEqual([
      { item: 2, variation: null, price: '0.00', voucher: 'V' },
    ])
  })

  it('are sold out when too few are left, whatever the public can still buy', async () => {
    const { outcome, writes } = await ask(kept(voucher({ redeemed: 1 })), fromAllotment)
    expect([outcome, writes]).toEqual([{ outcome: 'sold_out' }, []])
  })
})

describe('numbered seats', () => {
  const hall = (...free: string[]): Partial<Played> => ({
    finds: (path) => (path === 'events/les-vagues/' ? { seating_plan: 1 } : null),
    lists: (path, query) =>
      path.endsWith('/seats/')
        ? ['A-1', 'A-2', 'A-3']
            .filter((guid) => query['is_available'] === undefined || free.includes(guid))
            .map((seat_guid) => ({
              seat_guid,
              zone_name: null,
              row_name: 'A',
              seat_number: '1',
              product: 2,
              blocked: false,
            }))
        : [],
    writes: (_, sent) => made(sent),
  })

  it('are named in the order', async () => {
    const { writes } = await ask(hall('A-2', 'A-3'))
    expect(sentOf(writes[0]!)['positions']).toMatchObject([{ seat: 'A-2' }, { seat: 'A-3' }])
  })

  it('are sold out when too few are free', async () => {
    const { outcome, writes } = await ask(hall('A-2'))
    expect([outcome, writes]).toEqual([{ outcome: 'sold_out' }, []])
  })
})
