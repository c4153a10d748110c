import { inForce, move, withEntry, type Books } from './books.ts'

/** A gift as an adapter observed it: a state with a version, not an event. */
export interface Observation {
  gift: string
  cents: number
  version: number
  given_at: number
}

/**
 * Posts what gifts are now. Only a version that rises says something new; of several in one batch the highest counts,
 * and of equals the first. What is posted is the difference to what was posted before.
 */
export function postGifts(books: Books, batch: readonly Observation[], at: number): Books {
  const newest = new Map<string, Observation>()
  for (const observation of batch) {
    const known = newest.get(observation.gift)
    if (!known || known.version < observation.version) newest.set(observation.gift, observation)
  }
  return [...newest.values()]
    .toSorted((a, b) => (a.gift < b.gift ? -1 : 1))
    .reduce((after, observation) => postOne(after, observation, at), books)
}

function postOne(books: Books, { gift, cents, version, given_at }: Observation, at: number): Books {
  const known = books.gifts.get(gift)
  if (known && known.version >= version) return books
  // the version that was shown; the first of all for one given before any was in force
  const shown = inForce(books, Math.min(given_at, at)) ?? books.versions[0]!
  const kept = { cents, version, convention_version: known?.convention_version ?? shown.number }
  const after = { ...books, gifts: withEntry(books.gifts, gift, kept) }

  const gained = cents - (known?.cents ?? 0)
  if (gained === 0) return after
  const posted =
    gained > 0 ? move(after, 'receivable', 'fund', gained) : move(after, 'taken_back', 'receivable', -gained)
  return { ...posted, inflows: [...posted.inflows, { gift, cents: gained, span: null, applied: false }] }
}
