import { describe, expect, it } from 'vitest'
import { OutcomeUnknown, RetryLater } from '../../../adapters/contract/index.ts'
import { findBooking } from '../../../adapters/pretix/find.ts'
import { type Call, invitation, type Played, played, position, wire } from './played.ts'
import { CODES, made, codeInUse, voucherUsed, seatTaken, ask, sentOf } from './reserving.ts'

describe('an order for an invitation', () => {
  it('has an ordinary line at 0 € for each seat, and says neither who comes nor why', async () => {
    const { outcome, writes } = await ask({ writes: (_, sent) => made(sent) })
    expect(outcome).toMatchObject({
      outcome: 'confirmed',
      booking: { order: CODES[0], reservation_id: 'res-1' },
    })
    expect(writes).toHaveLength(1)
    expect(writes[0]?.path).toMatch(/^events\/les-vagues\/orders\/\?include=code&/)
    expect(sentOf(writes[0]!)).toEqual({
      code: CODES[0],
      status: 'p',
      payment_provider: 'free',
      send_email: false,
      api_meta: { fauteuil: { reference: 'ref-1', reservation_id: 'res-1' } },
      positions: [0, 1].map(() => ({ item: 2, variation: null, price: '0.00' })),
    })
  })

  it('names the date of a series, and the product’s variation', async () => {
    const { writes } = await ask(
      { writes: (_, sent) => made(sent) },
      { performance: 'la-mouette/12', seats: 1 },
    )
    expect(writes[0]?.path).toMatch(/^events\/la-mouette\/orders\//)
    expect(sentOf(writes[0]!)['positions']).toEqual([{ item: 4, variation: 41, price: '0.00', subevent: 12 }])
  })

  it('tells the staff what the seats have to allow for', async () => {
    const { writes } = await ask({ writes: (_, sent) => made(sent) }, { access_needs: ['wheelchair'] })
    expect(sentOf(writes[0]!)['comment']).toMatch(/fauteuil roulant/)
  })

  it.each(['nowhere', 'les-vagues/x', ''])(
    'is not made for «%s», which we have no seats in',
    async (performance) => {
      const { outcome, calls } = await ask({}, { performance })
      expect([outcome, calls]).toEqual([
        { outcome: 'rejected', reason: expect.stringContaining(performance) },
        [],
      ])
    },
  )

  it('that answers for another reservation is none of this one', async () => {
    const other = { api_meta: { fauteuil: { reference: 'ref-1', reservation_id: 'res-2' } } }
    for (const change of [other, { api_meta: {} }]) {
      const { outcome } = await ask({ writes: (_, sent) => made(sent, change) })
      expect(outcome).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining('another') })
    }
  })

  it('that pretix still works on may yet be made', async () => {
    await expect(ask({ writes: () => ({ refusal: {}, status: 409 }) })).rejects.toBeInstanceOf(OutcomeUnknown)
  })

  it.each([
    ['another field', { email: ['not valid'] }],
    ['a text', 'no'],
    ['a list', ['no']],
    ['positions that are no list', { positions: 'no' }],
    ['a position of which it says nothing', { positions: [null] }],
    ['nothing that it names', null],
    ['a date that is gone', { positions: [{ subevent: ['does not exist'] }] }],
  ])('that is refused for %s is refused, in pretix’s words', async (_, refusal) => {
    for (const status of [400, 404]) {
      const { outcome, writes } = await ask({ writes: () => ({ refusal, status }) })
      expect(outcome).toEqual({
        outcome: 'rejected',
        reason: `pretix refused the order: ${JSON.stringify(refusal)}`,
      })
      expect(writes).toHaveLength(1)
    }
  })

  it('is refused in five hundred characters at most', async () => {
    const { outcome } = await ask({ writes: () => ({ refusal: 'x'.repeat(900) }) })
    expect(outcome).toMatchObject({ reason: expect.stringMatching(/^pretix refused the order: "x{499}$/) })
  })
})

describe('when the code of an order is in use', () => {
  it('by this very attempt, made before, it is found', async () => {
    const { outcome, writes } = await ask({
      writes: () => codeInUse,
      finds: (path) => (path === `orders/${CODES[0]}/` ? invitation({ code: CODES[0] }) : null),
    })
    expect(outcome).toMatchObject({ outcome: 'confirmed', booking: { order: CODES[0] } })
    expect(writes).toHaveLength(1)
  })

  it.each([
    ['somebody else', wire()],
    [
      'another attempt',
      invitation({ api_meta: { fauteuil: { reference: 'ref-0', reservation_id: 'res-1' } } }),
    ],
    [
      'another reservation',
      invitation({ api_meta: { fauteuil: { reference: 'ref-1', reservation_id: 'res-0' } } }),
    ],
    ['nobody any more', null],
  ])('by %s, the next one is taken, with a key of its own', async (_, found) => {
    const { outcome, writes } = await ask({
      writes: (_path, sent) => (sentOf({ sent } as Call)['code'] === CODES[0] ? codeInUse : made(sent)),
      finds: (path) => (path.startsWith('orders/') ? found : null),
    })
    expect(outcome).toMatchObject({ outcome: 'confirmed', booking: { order: CODES[1] } })
    expect(writes.map(({ key }) => key)).toEqual(['fauteuil-ref-1-1', 'fauteuil-ref-1-2'])
  })

  it('and all others are too, it is given up: a new attempt has other codes', async () => {
    const { outcome, writes } = await ask({ writes: () => codeInUse })
    expect(outcome).toEqual({ outcome: 'rejected', reason: expect.stringContaining('no free order code') })
    expect(writes.map((write) => sentOf(write)['code'])).toEqual(CODES)
  })
})

describe('when the seats of an order went to someone meanwhile', () => {
  it.each([
    ['voucher', voucherUsed],
    ['numbered seat', seatTaken],
  ])('by their %s, others are asked for under the same code', async (_, gone) => {
    let turn = 0
    const { outcome, writes } = await ask({ writes: (_path, sent) => ((turn += 1) < 3 ? gone : made(sent)) })
    expect(outcome).toMatchObject({ outcome: 'confirmed', booking: { order: CODES[0] } })
    expect(writes.map((write) => [sentOf(write)['code'], write.key])).toEqual(
      [1, 2, 3].map((n) => [CODES[0], `fauteuil-ref-1-${n}`]),
    )
  })

  it('again and again, it is given up after five writes, each of which a look-up asks for', async () => {
    const { outcome, writes } = await ask({ writes: () => voucherUsed })
    expect(outcome).toMatchObject({ outcome: 'rejected' })
    expect(writes).toHaveLength(5)
  })
})

describe('an attempt whose answer was lost', () => {
  const find = async (does: Partial<Played>) => {
    const { line, calls } = played(does)
    const found = await findBooking(line, 'ref-1', 'res-1').catch((fault: unknown) => fault)
    return {
      found,
      keys: calls.flatMap(({ query }) => query['key'] ?? []),
      codes: calls.filter(({ path }) => path.startsWith('orders/')).map(({ path }) => path),
    }
  }
  const keysOf = (count: number) => Array.from({ length: count }, (_, n) => `fauteuil-ref-1-${n + 1}`)

  it('is not there when pretix knows none of its writes, and none of its codes', async () => {
    const { found, keys, codes } = await find({})
    expect([found, keys, codes]).toEqual([null, keysOf(1), CODES.map((code) => `orders/${code}/`)])
  })

  it.each([1, 2, 5])('is asked for later while pretix works on its write %i', async (write) => {
    const { found, keys, codes } = await find({
      keys: (key) => (key === `fauteuil-ref-1-${write}` ? 409 : 200),
    })
    expect(found).toBeInstanceOf(RetryLater)
    expect([keys, codes]).toEqual([keysOf(write), []])
  })

  it.each([200, 201, 400, 401, 403])(
    'is looked up by its codes once all its writes are over (%i)',
    async (status) => {
      const { found, keys } = await find({ keys: () => status })
      expect([found, keys]).toEqual([null, keysOf(5)])
    },
  )

  it.each([0, 1, 2])('is found under its code %i, whoever has the others', async (at) => {
    const { found } = await find({
      finds: (path) =>
        path === `orders/${CODES[at]}/` ? invitation({ code: CODES[at], positions: [position()] }) : wire(),
    })
    expect(found).toMatchObject({ order: CODES[at], reference: 'ref-1', reservation_id: 'res-1' })
  })
})
