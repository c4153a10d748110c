import type { Stripe } from 'stripe'
import { consentMetadata, MARK } from './marks.ts'

type Session = Stripe.Checkout.SessionCreateParams
type Lines = NonNullable<Session['line_items']>

/** What was given, and what proves that whoever gave it wished to. */
export interface Gift {
  /** how it is called on the page and on the receipt */
  name: string
  description?: string
  /** the amount that was chosen; or the price, made by `giftPrice`, whose amount is chosen at Stripe */
  amount: { cents: number } | { price: string }
  /** what was shown and chosen, when, in which version: up to 40 short texts, such as `{ shown, chosen, chosen_at }` */
  consent: Readonly<Record<string, string>>
}

/**
 * A shop's own Checkout Session with the gift as a line of its own, marked so that it is found again. Only for someone who
 * wishes to give: with no gift the session stays as it is.
 */
export function withGift<S extends Session>(session: S, { name, description, amount, consent }: Gift): S {
  const line: Lines[number] = {
    quantity: 1,
    metadata: MARK,
    ...('price' in amount
      ? { price: amount.price }
      : {
          price_data: {
            currency: 'eur',
            unit_amount: amount.cents,
            product_data: { name, ...(description === undefined ? {} : { description }) },
          },
        }),
  }
  return {
    ...session,
    line_items: [...(session.line_items ?? []), line],
    metadata: { ...session.metadata, ...consentMetadata(consent) },
  }
}

/** A price whose amount the buyer sets at Stripe: nothing is filled in, from 1 € (Stripe takes no less than 0.50 €). Made once. */
export const giftPrice = (
  name: string,
  { minimum_cents = 100, maximum_cents = 100_000 } = {},
): Stripe.PriceCreateParams => ({
  currency: 'eur',
  custom_unit_amount: { enabled: true, minimum: minimum_cents, maximum: maximum_cents },
  product_data: { name },
  metadata: MARK,
})
