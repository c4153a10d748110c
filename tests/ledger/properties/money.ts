import * as fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import {
  agree,
  convert,
  fundCents,
  inForce,
  postGifts,
  useSurplus,
  type SurplusUse,
  type Version,
} from '../../../src/ledger/model/index.ts'
import { terms as otherTerms } from '../../setup/world.ts'
import { refusal, run } from '../clients.ts'
import { step, type Sides } from './command.ts'
import { fees } from './fees.ts'
import { HOUR_MS, iso, type Model, type Terms, type Territory } from './territory.ts'

export const terms: fc.Arbitrary<Terms> = fc.record({
  seat_price_cents: fc.constantFrom(500, 800, 1_250),
  planned_seats: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 13, max: 60 })),
  companions: fc.constantFrom('credit', 'offered'),
  due_on: fc.constantFrom('issued', 'used'),
})

const observation = fc.record({
  gift: fc.integer({ min: 0, max: 7 }),
  cents: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4_000 })),
  version: fc.integer({ min: 1, max: 9 }),
  days_ago: fc.integer({ min: 0, max: 100 }),
})

/** Gifts as they are seen, in batches, out of order and more than once. */
const observe = step(
  'observe',
  fc.array(observation, { minLength: 1, maxLength: 4 }),
  (batch) => batch,
  async (batch, model, { client, connection_id }) => {
    const seen = batch.map(({ gift, days_ago, ...state }) => {
      const given_at = model.now - days_ago * 24 * HOUR_MS
      return { ...state, gift: `G${gift}/1`, given_at }
    })
    model.books = postGifts(model.books, seen, model.now)
    const observations = seen.map(({ gift: reference, given_at, ...state }) => {
      return { id: uuidv7(), connection_id, reference, ...state, given_at: iso(given_at), evidence: {} }
    })
    const answer = await run(client, 'post_gifts', { now: iso(model.now), observations, done: [] })
    return { modelled: 0, stored: answer.suspended }
  },
)

const conversion = step(
  'convert',
  fc.constant(null),
  () => true,
  async (_, model, { client, convention_id }) => {
    model.books = convert(model.books, model.now)
    const { surplus_cents, shortfall_cents } = model.books
    const {
      opened: _opened,
      withdrawn: _withdrawn,
      ...answer
    } = await run(client, 'convert', {
      convention_id,
      now: iso(model.now),
    })
    const fund_cents = fundCents(model.books)
    return { modelled: { surplus_cents, shortfall_cents, fund_cents, more: false }, stored: answer }
  },
)

/** A new version: by the structure alone it takes effect only where what both decide stays as it is, now and later. */
const newVersion = step(
  'version',
  fc.record({ terms, alone: fc.boolean(), same: fc.boolean(), in_hours: fc.integer({ min: -5, max: 30 }) }),
  (drawn) => drawn,
  async ({ terms: drawn, alone, same, in_hours }, model, { client, convention_id, structure, operator }) => {
    const agreed = inForce(model.books, model.now)!
    const next = same ? { ...agreed, seat_price_cents: drawn.seat_price_cents } : drawn
    const effective = model.now + in_hours * HOUR_MS
    const in_force_at = Math.max(effective, model.now)
    const version: Version = { ...next, number: ++model.proposed, in_force_at }
    const in_effect = !alone || keepsTermsOfBoth(model, version)
    if (in_effect) model.books = agree(model.books, version)

    const { number: _number, in_force_at: _at, ...kept } = version
    const id = uuidv7()
    const proposal = {
      ...otherTerms,
      ...kept,
      id,
      convention_id,
      effective_from: iso(effective),
      now: iso(model.now),
    }
    let answer = await run(client, 'propose_version', { ...proposal, principal: structure })
    if (!alone) {
      answer = await run(client, 'approve', {
        id,
        subject: 'version',
        principal: operator,
        now: iso(model.now),
      })
    }
    return { modelled: in_effect, stored: answer.in_effect }
  },
)

function keepsTermsOfBoth(model: Readonly<Model>, version: Version): boolean {
  const { books } = model
  const same = (other: Version) =>
    other.planned_seats === version.planned_seats &&
    other.companions === version.companions &&
    other.due_on === version.due_on
  const before = inForce(books, version.in_force_at)
  return (
    before !== null &&
    same(before) &&
    books.versions.filter((v) => v.in_force_at > version.in_force_at).every(same)
  )
}

/** What is in the surplus, some of it, or more than that. */
const surplus = step(
  'surplus',
  fc.record({ part: fc.integer({ min: 1, max: 5 }), seats: fc.integer({ min: 0, max: 3 }) }),
  ({ part, seats }, { books }): SurplusUse | null => {
    const cents = Math.ceil((books.surplus_cents * part) / 4)
    if (seats === 0) return cents > 0 ? { use: 'management', cents } : null
    const seat_price_cents = Math.floor(cents / seats)
    return seat_price_cents > 0 ? { use: 'seats', seats, seat_price_cents } : null
  },
  async (decision, model, { client, convention_id, structure, operator }) => {
    const outcome = useSurplus(model.books, decision)
    if ('books' in outcome) model.books = outcome.books
    const id = uuidv7()
    const now = iso(model.now)
    const cents = decision.use === 'seats' ? decision.seats * decision.seat_price_cents : decision.cents
    const proposal = {
      seats: null,
      seat_price_cents: null,
      ...decision,
      cents,
      id,
      convention_id,
      reason: 'test',
    }
    await run(client, 'propose_surplus', { ...proposal, principal: operator, now })
    const taken = run(client, 'approve', { id, subject: 'surplus', principal: structure, now })
    return { modelled: 'refused' in outcome ? outcome.refused : null, stored: await refusal(taken) }
  },
)

/** At any moment; nothing that anyone reads may change by it. */
const rollUp = step(
  'roll up',
  fc.constant(null),
  () => true,
  async (_, __, { client }) => {
    await run(client, 'roll_up', {})
    return { modelled: null, stored: null }
  },
)

const wait = step(
  'wait',
  fc.integer({ min: 1, max: 20 }),
  (hours) => hours,
  async (hours, model) => {
    model.now += hours * HOUR_MS
    return Promise.resolve({ modelled: null, stored: null })
  },
)

/** A gift as it is now, posted and converted on both sides. */
export async function atOnce(
  gift: string,
  cents: number,
  model: Model,
  { client, connection_id, convention_id }: Territory,
): Promise<Sides> {
  const version = (model.books.gifts.get(gift)?.version ?? 0) + 1
  const now = iso(model.now)
  const seen = { gift, cents, version, given_at: model.now }
  model.books = convert(postGifts(model.books, [seen], model.now), model.now)
  const state = { id: uuidv7(), connection_id, reference: gift, cents, version, given_at: now, evidence: {} }
  await run(client, 'post_gifts', { now, observations: [state], done: [] })
  const { fund_cents } = await run(client, 'convert', { convention_id, now })
  return { modelled: fundCents(model.books), stored: fund_cents }
}

/** A season's good day: a gift that opens several seats at once. */
const plenty = step(
  'plenty',
  fc.record({ gift: fc.nat({ max: 3 }), cents: fc.integer({ min: 2_000, max: 12_000 }) }),
  (drawn) => drawn,
  ({ gift, cents }, model, territory) => atOnce(`P${gift}/1`, cents, model, territory),
)

/** A dispute that is lost, or half the money back: often more than is left to take. */
const refund = step(
  'refund',
  fc.record({ nth: fc.nat({ max: 20 }), half: fc.boolean() }),
  ({ nth, half }, { books }) => {
    const given = [...books.gifts].filter(([, { cents }]) => cents > 0)
    const [gift, { cents }] = given[nth % given.length] ?? ['', { cents: 0 }]
    return given.length > 0 ? { gift, cents: half ? Math.floor(cents / 2) : 0 } : null
  },
  ({ gift, cents }, model, territory) => atOnce(gift, cents, model, territory),
)

export const plentySteps = [plenty, plenty, refund, newVersion, wait]
export const moneySteps = [
  observe,
  observe,
  fees,
  conversion,
  plenty,
  refund,
  newVersion,
  surplus,
  rollUp,
  wait,
]
