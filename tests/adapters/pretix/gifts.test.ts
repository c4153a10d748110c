import { describe, expect, it } from 'vitest'
import type { Books, GiftState, OrderState } from '../../../adapters/contract/index.ts'
import { replay } from './replay.ts'
import type { SceneName } from './scenes.ts'

async function orderOf(scene: SceneName): Promise<OrderState> {
  const { answer } = await replay(scene)
  if (answer === null) throw new Error(`${scene} answered no order`)
  return answer as OrderState
}
async function giftOf(scene: SceneName): Promise<GiftState> {
  const { gifts } = await orderOf(scene)
  const [gift] = gifts
  if (!gift || gifts.length > 1) throw new Error(`${scene} answered ${gifts.length} gifts`)
  return gift
}

describe('a gift in an order of pretix', () => {
  it('is its line of the donation product, with what proves the consent', async () => {
    const state = await orderOf('gift')
    expect(state.booking).toBe(null)
    expect(state.gifts).toEqual([
      {
        reference: `abonnements/${state.order}/2`,
        cents: 1_250,
        currency: 'EUR',
        version: expect.any(Number),
        given_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        evidence: expect.objectContaining({
          platform: 'pretix',
          event: 'abonnements',
          preselected: false,
          free_price: true,
          default_price: '0.00',
          name: { fr: 'Partager un fauteuil', en: 'Share a seat' },
        }),
      },
    ])
    expect(state.gifts[0]?.version).toBeGreaterThan(1_700_000_000_000_000)
    expect(Number.isSafeInteger(state.gifts[0]?.version)).toBe(true)
  })

  it('may be zero', async () => {
    expect(await giftOf('gift_zero')).toMatchObject({ cents: 0 })
  })

  it.each(['gift_unpaid', 'gift_partly_paid', 'gift_expired'] as const)(
    'counts for nothing while its order is not paid: %s',
    async (scene) => {
      expect(await giftOf(scene)).toMatchObject({ cents: 0 })
    },
  )

  it('is none when the order only tried the shop', async () => {
    expect((await orderOf('gift_in_test_mode')).gifts).toEqual([])
  })

  it('follows its line when that is changed', async () => {
    expect(await giftOf('gift_line_changed')).toMatchObject({ cents: 700 })
  })

  it.each(['gift_line_cancelled', 'gift_order_cancelled'] as const)(
    'is 0, and still named, after %s',
    async (scene) => {
      const gift = await giftOf(scene)
      expect(gift).toMatchObject({ cents: 0 })
      expect(gift.reference).toMatch(/^abonnements\/[A-Z0-9]+\/2$/)
    },
  )

  it('stays when money is paid back and no line is named, as far as there is money for it', async () => {
    expect(await giftOf('gift_refund_names_no_line')).toMatchObject({ cents: 1_000 })
    // 71.00 was paid and 65.00 paid back; pretix then waits for money again.
    expect(await giftOf('gift_refund_waits_for_payment')).toMatchObject({ cents: 600 })
    expect(await giftOf('gift_refund_of_all')).toMatchObject({ cents: 0 })
  })

  it('is 0 in the order that it was split off from', async () => {
    const { answer, given } = await replay('gift_split_off')
    expect((answer as OrderState).gifts).toMatchObject([
      { reference: `abonnements/${given['order'] as string}/2`, cents: 0 },
    ])
  })

  it('is nothing for an order that pretix does not know', async () => {
    expect((await replay('order_unknown')).answer).toBe(null)
  })
})

describe('pretix’s own books', () => {
  const centsOf = (books: Books, order: unknown) =>
    books.gifts
      .filter(({ reference }) => reference.startsWith(`abonnements/${String(order)}/`))
      .map(({ cents }) => cents)

  it('tell each line at what is paid for it now', async () => {
    const { answer, given } = await replay('reconcile')
    const books = answer as Books
    expect(centsOf(books, given['kept'])).toEqual([1_250])
    expect(centsOf(books, given['unpaid'])).toEqual([0])
    expect(centsOf(books, given['waiting'])).toEqual([600])
    expect(centsOf(books, given['changed'])).toEqual([700])
    expect(centsOf(books, given['cancelled'])).toEqual([0])
    expect(centsOf(books, given['split'])).toEqual([0])
    expect(centsOf(books, given['moved'])).toEqual([1_600])
    const awaited = `abonnements/${given['unpaid'] as string}/2`
    expect(books.cursor).toMatchObject({ awaiting: { [awaited]: 900 } })
    const references = books.gifts.map(({ reference }) => reference)
    expect(new Set(references).size).toBe(references.length)
  })

  it('tell later what changed, and what was paid meanwhile', async () => {
    const { answer, given } = await replay('reconcile_later')
    const books = answer as Books
    expect(centsOf(books, given['kept'])).toEqual([400])
    expect(centsOf(books, given['unpaid'])).toEqual([900])
  })

  it('list our bookings with their reservations', async () => {
    const { bookings } = (await replay('reconcile')).answer as Books
    expect(bookings.find(({ reference }) => reference === 'reserve-1')).toMatchObject({
      reservation_id: 'reservation of reserve-1',
      seats: [{ status: 'valid' }, { status: 'valid' }, { status: 'valid' }],
    })
    expect(
      bookings.find(({ reference }) => reference === 'cancel-1')?.seats.map(({ status }) => status),
    ).toEqual(['cancelled', 'cancelled', 'cancelled'])
  })
})
