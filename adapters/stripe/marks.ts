import type { Item, PaidSession } from './fields.ts'

/**
 * How a line of a Checkout Session says that it is a gift: by this in its own metadata or its price's; or the whole session is
 * one, and says so itself.
 */
export const MARK = { acs: 'gift' } as const
/** On a refund: it takes back the gift, or the one line that is named. Without it, a refund takes what is no gift first. */
export const REFUNDED_LINE = 'acs_line'
/** Whatever else begins so in a session's metadata is the proof of consent, and is kept with the gift. */
const OURS = 'acs_'

type Metadata = Readonly<Record<string, string>>
export const isMarked = (metadata: Metadata | undefined): boolean => metadata?.['acs'] === MARK.acs

export const giftLines = ({ metadata }: Pick<PaidSession, 'metadata'>, items: readonly Item[]): Item[] =>
  items.filter((item) => isMarked(metadata) || isMarked(item.metadata) || isMarked(item.price?.metadata))

/** What was shown and chosen, when, and in which version: `acs_shown` becomes `shown`. */
export const consentOf = (metadata: Metadata): Record<string, string> =>
  Object.fromEntries(
    Object.entries(metadata).flatMap(([name, value]) =>
      name.startsWith(OURS) ? [[name.slice(OURS.length), value]] : [],
    ),
  )
/** The same the other way, cut to what Stripe keeps. */
export const consentMetadata = (consent: Metadata): Record<string, string> =>
  Object.fromEntries(Object.entries(consent).map(([name, value]) => [OURS + name, value.slice(0, 500)]))
