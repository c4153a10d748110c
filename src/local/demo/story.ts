import { plural } from '../../platform/languages.ts'
import { apiOf } from '../api.ts'
import type { Territory } from '../territory.ts'
import type { Venue } from './venue.ts'

/** What the whole territory's convention counts, each figure read back from the API. */
export interface Figures {
  gifts: number
  gift_cents: number
  seat_price_cents: number
  credits_opened: number
  fund_cents_left: number
  reserved: number
  issued: number
  used: number
  unused: number
  given_back: number
  ledger_balanced: boolean
}
interface Reservation {
  state: string
  reason: string | null
  each: { id: string; state: string }[]
}
/** Whose keys are used, and between whom it plays. */
export type Cast = Pick<
  Territory,
  'operator_key' | 'structure_key' | 'relay_key' | 'connection_id' | 'convention_id'
>
type Say = (line: string) => void

/** In cents, zero among them: "non merci" is a normal answer. */
const GIFTS = [3_000, 0, 1_250, 1_800]
const GUESTS = 3

const euros = (cents: number) => (cents / 100).toLocaleString('en-GB', { style: 'currency', currency: 'EUR' })

/** Drives the main job from the gift to the report, against a running Fauteuil. Answers the convention's figures. */
export async function tellStory(origin: string, territory: Cast, venue: Venue, say: Say): Promise<Figures> {
  const operator = apiOf(origin, territory.operator_key)
  const structure = apiOf(origin, territory.structure_key)
  const relay = apiOf(origin, territory.relay_key)
  const { connection_id, convention_id } = territory
  const words = `demo-${Date.now()}`
  const figures = () => operator.get<Figures>(`/v1/conventions/${convention_id}/figures`)
  const reservation = (id: string) => relay.get<Reservation>(`/v1/reservations/${id}`)

  // safe to repeat; the conformance runner, for one, leaves a box office without its step
  await operator.post(`/v1/connections/${connection_id}/enable`, `${words}-enable`)
  const before = await figures()
  say(
    `Subscriptions   ${GIFTS.length} people subscribe at ${venue.name}; they add ${GIFTS.map(euros).join(', ')}.`,
  )
  for (const cents of GIFTS) await venue.subscribe(cents)
  const given_cents = GIFTS.reduce((sum, cents) => sum + cents, 0)
  const funded = await until(
    'the gifts to be booked',
    figures,
    (now) => now.gift_cents === before.gift_cents + given_cents,
  )
  const opened = await until('the credits', figures, (now) => now.fund_cents_left < now.seat_price_cents)
  say(
    `Credits         ${euros(funded.gift_cents)} in all; a seat costs ${euros(opened.seat_price_cents)}: ${plural.en(opened.credits_opened, 'credit is', 'credits are')} open, ${euros(opened.fund_cents_left)} wait for the next gift.`,
  )

  const reference = await venue.announce()
  await operator.post(`/v1/connections/${connection_id}/performances/sync`, `${words}-sync`)
  const programme = await operator.all<{ id: string; reference: string; title: string; starts_at: string }>(
    '/v1/performances',
  )
  const performance = programme.find((one) => one.reference === reference)
  if (!performance) throw new Error(`The venue announced ${reference}, and the programme does not show it.`)
  const offer = { convention_id, performance_id: performance.id, seats: 10 }
  const { id: invitation_id } = await structure.post<{ id: string }>(
    '/v1/invitations',
    `${words}-offer`,
    offer,
  )
  await operator.post(`/v1/invitations/${invitation_id}/approve`, `${words}-approve`)
  say(
    `Invitation      “${performance.title}”: the theatre keeps ${offer.seats} seats aside, the association puts them online.`,
  )

  const wish = { invitation_id, guests: GUESTS, companions: 1 }
  const { id } = await relay.post<{ id: string }>('/v1/reservations', `${words}-reserve`, wish)
  say(`Reservation     a relay asks for ${GUESTS} guests and a companion; the credits are held.`)
  const booked = await until(
    'the tickets',
    () => reservation(id),
    ({ state }) => state !== 'held' && state !== 'booked',
  )
  if (booked.state !== 'issued') throw new Error(`The reservation ended ${booked.state}: ${booked.reason}`)
  const tickets = await relay.get<{ items: { file: string }[] }>(`/v1/reservations/${id}/tickets`)
  for (const { file } of tickets.items) await checkPdf(origin, territory.relay_key, file)
  say(
    `Tickets         ${plural.en(tickets.items.length, 'ticket', 'tickets')}, issued by the venue and delivered, nobody touched them.`,
  )

  const [back] = booked.each
  await relay.post(`/v1/reservations/${id}/give-back`, `${words}-back`, { seat_ids: [back!.id] })
  await until(
    'the seat to be given back',
    () => reservation(id),
    ({ each }) => each.some(({ state }) => state === 'returned'),
  )
  say('Given back      one seat returns in time; its credit is free for another guest.')

  await venue.scan(id, 2)
  await until(
    'the door',
    () => reservation(id),
    ({ each }) => each.filter(({ state }) => state === 'used').length === 2,
  )
  say('The door        two tickets are scanned, like any other.')
  await venue.raiseCurtain(reference)
  await until(
    'the evening',
    async () => {
      await operator.post(`/v1/connections/${connection_id}/performances/sync`, `${words}-sync-${Date.now()}`)
      const evenings = await operator.all<{ id: string; starts_at: string }>('/v1/performances')
      const shown = evenings.find((one) => one.id === performance.id)
      return Date.parse(shown?.starts_at ?? performance.starts_at)
    },
    (starts_ms) => starts_ms <= Date.now(),
  )
  await operator.post(`/v1/performances/${performance.id}/close`, `${words}-close`)
  const after = await figures()
  say(
    `The evening     is closed: ${plural.en(after.used - before.used, 'seat', 'seats')} used and ${after.unused - before.unused} unused so far; a late scan still counts.`,
  )
  say(
    `The ledger      ${after.ledger_balanced ? 'balances, to the cent and to the seat.' : 'DOES NOT BALANCE: see /operator.'}`,
  )
  return after
}

/** Looks again until it is so; queues and sagas take a few seconds. */
async function until<T>(what: string, look: () => Promise<T>, so: (seen: T) => boolean): Promise<T> {
  const deadline_ms = Date.now() + 60_000
  for (;;) {
    const seen = await look()
    if (so(seen)) return seen
    if (Date.now() > deadline_ms)
      throw new Error(`A minute of waiting for ${what} was not enough. It shows: ${JSON.stringify(seen)}`)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

async function checkPdf(origin: string, key: string, path: string): Promise<void> {
  const answer = await fetch(new URL(path, origin), { headers: { authorization: `Bearer ${key}` } })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const head = new TextDecoder().decode(bytes.slice(0, 5))
  if (!answer.ok || head !== '%PDF-') throw new Error(`${path} is no PDF: ${answer.status} ${head}`)
}
