import { askApi } from '../client.ts'
import type { Play } from '../play.ts'
import { isClean, type Cart } from '../subscribers.ts'

/** Gifts that are asked of by the API too. */
const SHOWN = 2

/** What was chosen in our step stays with the gift that came of it, and one intent is one gift. */
export async function consentViolations(play: Play): Promise<string[]> {
  const { territory, known, scene } = play
  const found: string[] = []
  for (const [intent, paid] of territory.cards?.office.paidBy() ?? []) {
    const { pages = [] } = known.asked.get(intent) ?? {}
    // a page that is over opens the way to another, as long as nothing of the first is booked
    if (intent !== '' && paid > Math.max(1, pages.length))
      found.push(`the intent ${intent} was paid ${paid} times`)
  }
  found.push(...(await paymentConsents(play)))
  for (const cart of known.carts) found.push(...(await cartViolations(play, cart)))
  const rows = await play.rows<{ what: string }>(BESIDE, [scene.now, known.carts.map(({ order }) => order)])
  return [...found, ...rows.map(({ what }) => what)]
}

interface GiftConsent {
  id: string
  reference: string
  consent: Record<string, string>
}

/** Each gift that was paid on our page says what was chosen, as it was chosen; a few of them by the API as well. */
async function paymentConsents(play: Play): Promise<string[]> {
  const { cards, theatres } = play.territory
  const found: string[] = []
  const booked = await play.rows<GiftConsent>(
    `select id, reference, evidence->'consent' as consent from gift where connection_id = $1 order by id desc`,
    [cards?.connection_id],
  )
  const gifts = new Map(booked.map((gift) => [gift.reference, gift]))
  for (const [n, { choice, payments }] of [...play.known.asked.values()].entries()) {
    const { intent, version, language, typed, cents } = choice
    for (const payment of payments) {
      const gift = gifts.get(play.known.cards.get(payment)!.reference)
      // a debit that failed, or a payment that was paid back before we heard of it, need not be known
      if (!gift) continue
      const told = { intent, version, language, typed, chosen_cents: String(cents) }
      if (Object.entries(told).some(([name, value]) => gift.consent[name] !== value))
        found.push(
          `the gift ${gift.reference} of ${JSON.stringify(choice)} says ${JSON.stringify(gift.consent)}`,
        )
      if (n >= SHOWN) continue
      const path = `/v1/gifts/${gift.id}`
      const answer = await askApi(play.scene, { actor: theatres[0]!.structure, method: 'GET', path })
      const consent = answer?.body['consent'] as Record<string, unknown> | null | undefined
      const same = Object.entries(choice).every(([name, value]) => consent?.[name] === value)
      if (!same || !consent?.['shown'] || Number.isNaN(Date.parse(String(consent['at']))))
        found.push(
          `the gift ${gift.reference} of ${JSON.stringify(choice)} is shown with ${JSON.stringify(consent)}`,
        )
    }
  }
  return found
}
/** The last choice of a cart is the consent of its order, and nothing else of the cart remains. */
export async function cartViolations(play: Play, cart: Cart): Promise<string[]> {
  const { theatre, name, choices, order, settled } = cart
  const structure_id = play.territory.theatres[theatre]!.structure.organisation_id
  const rows = await play.rows<{ intent: string; cart: string | null }>(
    `select intent, cart from consent where structure_id = $1 and (cart = $2 or "order" = $3)`,
    [structure_id, name, order],
  )
  if (!play.scene.ground.cluster.isUp()) return []
  const of_order = rows.filter((row) => row.cart === null).map(({ intent }) => intent)
  const left = rows.length - of_order.length
  const kept = choices.findLastIndex(({ told }) => told === 'kept')
  // once its order has a consent, nothing changes it; without, whatever is told again may become it
  const sure = settled && kept >= 0
  const alone = play.known.carts.filter((one) => one.name === name).length === 1
  const may_be = (sure ? choices.slice(kept).filter(({ told }) => told !== 'refused') : choices).map(
    ({ choice }) => choice.intent,
  )
  const about = `of the cart ${JSON.stringify({ choices, order })} there is ${JSON.stringify(rows)}`
  const found: string[] = []
  if (of_order.length > 1) found.push(`an order has ${of_order.length} consents: ${about}`)
  if (sure && of_order.length === 0) found.push(`an order lost its consent: ${about}`)
  if ((sure || alone) && of_order.some((intent) => !may_be.includes(intent)))
    found.push(`an order has another consent than its last choice: ${about}`)
  if (isClean(play.known.carts, name) && left > 0)
    found.push(`a cart is known when its order was told: ${about}`)
  return found
}

/** Two orders of one structure; a cart after its day; an order that nobody told; what was shown and is not kept. */
const BESIDE = `
  select 'the order ' || "order" || ' has ' || count(*) || ' consents' as what from consent
    where "order" is not null group by structure_id, "order" having count(*) > 1
  union all select 'a cart is known after its day: ' || intent from consent
    where cart is not null and at < $1::timestamptz - interval '1 day'
  union all select 'nobody told of the order ' || "order" from consent where not "order" = any($2)
  union all select 'what was shown is not kept: ' || c.version from consent c
    where not exists (select from step_version v where v.structure_id = c.structure_id and v.version = c.version)`
