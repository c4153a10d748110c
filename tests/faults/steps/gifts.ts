import * as fc from 'fast-check'
import { either, nth, some, kind, type Play } from '../play.ts'

const cents = fc.oneof(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 900, max: 6_000 }))

/** The public subscribes and gives, several in the same second. */
export const give = kind(
  'give',
  { theatre: either, gifts: fc.array(cents, { minLength: 1, maxLength: 4 }) },
  async (play, { theatre, gifts }) => void (await pay(play, theatre, gifts)),
)

/** So much is paid, gift by gift. Answers the orders. */
export async function pay(
  { territory, known }: Play,
  theatre: number,
  gifts: readonly number[],
): Promise<string[]> {
  const orders: string[] = []
  for (const paid of gifts) {
    const order = await territory.theatres[theatre]!.venue.give(paid)
    known.gifts.set(order, { theatre, cents: paid, paid_first_cents: paid, closed: false })
    orders.push(order)
  }
  return orders
}

/** Pays back a part, or all; or a refund is cancelled, and all is paid again. */
export const change = kind(
  'change a gift',
  { which: some, quarters: fc.nat({ max: 4 }) },
  async (play, { which, quarters }) => {
    const [order, gift] = openGift(play, which)
    if (!order || !gift) return false
    const now_cents = Math.floor((gift.paid_first_cents * quarters) / 4)
    if (now_cents === gift.cents) return false
    await play.territory.theatres[gift.theatre]!.venue.change(order, now_cents)
    gift.cents = now_cents
    // a line that was paid back whole is closed for good
    gift.closed = now_cents === 0
    return true
  },
)

/** Two refunds of one order within a second. */
export const changeTwice = kind('refund twice in a second', { which: some }, async (play, { which }) => {
  const [order, gift] = openGift(play, which)
  if (!order || !gift || gift.cents < 3) return false
  const { venue } = play.territory.theatres[gift.theatre]!
  for (const left of [Math.ceil(gift.cents / 2), Math.ceil(gift.cents / 3)]) {
    await venue.change(order, left)
    gift.cents = left
  }
  return true
})

export const cancel = kind('cancel a subscription', { which: some }, async (play, { which }) => {
  const [order, gift] = openGift(play, which)
  if (!order || !gift) return false
  await play.territory.theatres[gift.theatre]!.venue.cancel(order)
  Object.assign(gift, { cents: 0, closed: true })
  return true
})

function openGift({ known }: Play, which: number) {
  return (
    nth(
      [...known.gifts].filter(([, { closed }]) => !closed),
      which,
    ) ?? [null, null]
  )
}

/** A good day: enough for a few seats. */
const plenty = (theatre: number) =>
  kind(
    `give plenty at the ${theatre === 0 ? 'first' : 'second'} theatre`,
    { gifts: fc.array(fc.integer({ min: 2_500, max: 7_000 }), { minLength: 1, maxLength: 3 }) },
    async (play, { gifts }) => void (await pay(play, theatre, gifts)),
  )
export const plenties = [plenty(0), plenty(1)] as const

export const giftKinds = [give, give, give, change, changeTwice, cancel]
