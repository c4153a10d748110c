import { move, withEntry, type Books } from './books.ts'

/** What a provider kept of a gift by one of its movements; below zero: gave back. */
export interface Fee {
  movement: string
  gift: string
  cents: number
}

/** Books each movement's fee once, as soon as its gift is known. In whatever order: the books say the same after it. */
export function bookFees(books: Books, told: readonly Fee[]): Books {
  const known = told.reduce((fees, { movement, gift, cents }) => {
    return fees.has(movement) ? fees : withEntry(fees, movement, { gift, cents, booked: false })
  }, books.fees)
  const ready = [...known].filter(([, { gift, booked }]) => !booked && books.gifts.has(gift))
  return ready.reduce(
    (after, [movement, fee]) => {
      const moved = move(after, 'fees', 'withheld', fee.cents)
      return { ...moved, fees: withEntry(moved.fees, movement, { ...fee, booked: true }) }
    },
    { ...books, fees: known },
  )
}
