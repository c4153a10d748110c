import * as fc from 'fast-check'
import { either, nth, some, kind, type Play } from '../play.ts'

const wish = {
  relay: either,
  invitation: some,
  guests: fc.integer({ min: 1, max: 3 }),
  companions: fc.nat({ max: 1 }),
}

/** Evenings on offer, in an order that a replay finds again. */
const openInvitations = async (play: Play) =>
  play.rows<{ id: string }>(`select id from invitation where state = 'open' order by proposed_at, id`)

async function reserve(play: Play, { invitation, ...drawn }: Wish, among: { id: string }[]) {
  const offer = nth(among, invitation)
  if (!offer) return false
  await play.reserve({ ...drawn, invitation_id: offer.id })
  return true
}
interface Wish {
  relay: number
  invitation: number
  guests: number
  companions: number
}

export const book = kind('reserve', wish, async (play, drawn: Wish) =>
  reserve(play, drawn, await openInvitations(play)),
)

/** Several relays want the last seats at the same moment. */
export const rush = kind(
  'reserve at once',
  { wishes: fc.array(fc.record(wish), { minLength: 2, maxLength: 5 }), which: some },
  async (play, { wishes, which }) => {
    const offer = nth(await openInvitations(play), which)
    if (!offer) return false
    await Promise.all(wishes.map(async (drawn) => reserve(play, drawn, [offer])))
    return true
  },
)

/** All seats that are left go to one relay, the other waits for some, and some come back. */
export const fullHouse = kind(
  'a full house',
  { which: some, wanted: fc.integer({ min: 1, max: 2 }), all: fc.boolean() },
  async (play, { which, wanted, all }) => {
    const offers = await play.rows<{ id: string; seats: number }>(
      `select i.id, least(i.seats_left, k.available) as seats from invitation i
         join credit_stock k on k.convention_id = i.convention_id
        where i.state = 'open' and least(i.seats_left, k.available) > 0 order by i.proposed_at, i.id`,
    )
    const offer = nth(offers, which)
    if (!offer) return false
    const before = play.known.reservations.length
    await play.reserve({ relay: 0, invitation_id: offer.id, guests: offer.seats, companions: 0 })
    await play.waiting.quiet()
    const [, second] = play.territory.relays
    const waiting = { invitation_id: offer.id, seats: wanted }
    await play.write({ actor: second!, method: 'POST', path: '/v1/waiting', body: waiting })
    await play.waiting.quiet()
    const reservation = play.known.reservations[before]
    const booking = (await givable(play)).find(({ id }) => id === reservation?.id)
    if (booking) await giveSeatsBack(play, booking, all ? booking.seats : booking.seats.slice(0, wanted))
    return true
  },
)

/** Seats that a relay may give back now. */
async function givable(play: Play) {
  return play.rows<{ id: string; relay_id: string; seats: string[] }>(
    `select r.id, r.relay_id, array_agg(s.id order by s.id) as seats from reservation r
       join seat s on s.reservation_id = r.id and s.state in ('held', 'issued')
       join invitation i on i.id = r.invitation_id join performance f on f.id = i.performance_id
      where r.state in ('booked', 'issued') and f.starts_at > $1 group by r.id order by r.created_at, r.id`,
    [play.scene.now],
  )
}

/** Gives back some seats of a booking, or all. */
export const giveBack = kind(
  'give back',
  { which: some, only_one: fc.boolean() },
  async (play, { which, only_one }) => {
    const booking = nth(await givable(play), which)
    if (!booking) return false
    await giveSeatsBack(play, booking, only_one ? booking.seats.slice(0, 1) : booking.seats)
    return true
  },
)

async function giveSeatsBack(
  play: Play,
  { id, relay_id, seats }: { id: string; relay_id: string; seats: string[] },
  back: readonly string[],
): Promise<void> {
  const actor = play.territory.relays.find((one) => one.organisation_id === relay_id)!
  const body = back.length === seats.length ? {} : { seat_ids: back }
  for (const seat of back) play.known.given_back.add(seat)
  await play.write({ actor, method: 'POST', path: `/v1/reservations/${id}/give-back`, body })
}

export const wait = kind(
  'wait for seats',
  { relay: either, invitation: some, seats: fc.integer({ min: 1, max: 3 }) },
  async (play, { relay, invitation, seats }) => {
    const offer = nth(await openInvitations(play), invitation)
    if (!offer) return false
    const body = { invitation_id: offer.id, seats }
    await play.write({ actor: play.territory.relays[relay]!, method: 'POST', path: '/v1/waiting', body })
    return true
  },
)

export const answerTurn = kind(
  'answer a turn',
  { which: some, accept: fc.boolean() },
  async (play, { which, accept }) => {
    const asked = await play.rows<{ id: string; relay_id: string }>(
      `select id, relay_id from reservation where state = 'asked' order by created_at, id`,
    )
    const turn = nth(asked, which)
    if (!turn) return false
    const actor = play.territory.relays.find((one) => one.organisation_id === turn.relay_id)!
    const path = `/v1/reservations/${turn.id}/${accept ? 'accept' : 'decline'}`
    await play.write({ actor, method: 'POST', path })
    return true
  },
)

export const leave = kind('leave the waiting list', { which: some }, async (play, { which }) => {
  const waiting = nth(
    await play.rows<{ id: string; relay_id: string }>(
      `select id, relay_id from waiting where state = 'waiting' order by created_at, id`,
    ),
    which,
  )
  if (!waiting) return false
  const actor = play.territory.relays.find((one) => one.organisation_id === waiting.relay_id)!
  await play.write({ actor, method: 'POST', path: `/v1/waiting/${waiting.id}/leave` })
  return true
})

export const relayKinds = [
  book,
  book,
  rush,
  fullHouse,
  giveBack,
  giveBack,
  wait,
  answerTurn,
  answerTurn,
  leave,
]
