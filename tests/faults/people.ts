import type { Play } from './play.ts'

/** What people do when the storm is over: what they are shown to do, and nothing else. */
export async function doWhatIsShown(play: Play): Promise<void> {
  await replaySetAside(play)
  const troubles = await play.rows<{ kind: string; subject: string; message: string; todo: string }>(
    'select kind, subject, message, todo from trouble where resolved_at is null order by opened_at, kind, subject',
  )
  for (const trouble of troubles) await SEE_TO[trouble.kind]?.(play, trouble)
}

interface Shown {
  subject: string
  message: string
  todo: string
}

/** By kind of trouble; of the others there is nothing to do but wait. */
const SEE_TO: Record<string, (play: Play, shown: Shown) => Promise<void>> = {
  // "Cancel the order … at the venue."
  async booking(play, { todo }) {
    const order = /Cancel the order (\S+) at the venue/.exec(todo)?.[1]
    if (order) await cancelAtVenue(play, order)
  },
  // "… it makes the seats valid again, or give them back here so that their credits return."
  promise: (play, { subject }) => giveBack(play, subject, 'lost_at is not null'),
  // "Set the number of seats of this invitation again; the venue is then told once more."
  async allotment(play, { subject }) {
    const [offered] = await play.rows<{ id: string; seats: number; structure_id: string }>(
      `select i.id, i.seats, c.structure_id from invitation i join convention c on c.id = i.convention_id where i.performance_id = $1`,
      [subject],
    )
    if (!offered) return
    const { structure } = play.territory.theatres.find(
      (one) => one.structure.organisation_id === offered.structure_id,
    )!
    const body = { seats: offered.seats }
    await play.write({ actor: structure, method: 'PATCH', path: `/v1/invitations/${offered.id}`, body })
  },
  // "Ask the venue which of them were used; the others can be given back again."
  async return(play, { subject, todo }) {
    if (!/given back again/.test(todo)) return
    const used = play.territory.theatres.flatMap(({ venue }) =>
      venue.bookings().flatMap(({ seats }) => seats.filter(({ scanned }) => scanned)),
    )
    const names = used.map(({ position }) => position)
    await giveBack(play, subject, 'position <> all($2)', [names])
  },
  // "… then enable the connection again."
  async connection(play, { subject }) {
    const { structure } = play.territory.theatres.find(({ connection_id }) => connection_id === subject)!
    await play.write({ actor: structure, method: 'POST', path: `/v1/connections/${subject}/enable` })
  },
}

/** Webhooks that were set aside are worked on again, but for those that nobody understands. */
async function replaySetAside(play: Play): Promise<void> {
  const aside = await play.rows<{ id: string; event_id: string }>(
    `select id, event_id from inbox where state = 'set_aside' order by received_at, id`,
  )
  for (const { id, event_id } of aside) {
    if (play.known.nonsense.has(event_id)) continue
    play.scene.tally.count('people', 'replay a webhook that was set aside')
    await play.write({ actor: play.territory.operator, method: 'POST', path: `/v1/webhooks/${id}/replay` })
  }
}

async function cancelAtVenue(play: Play, order: string): Promise<void> {
  for (const { venue } of play.territory.theatres) {
    const booking = venue.bookings().find((one) => one.order === order)
    if (!booking?.seats.some(({ valid }) => valid)) continue
    play.scene.tally.count('people', 'cancel at the venue what nobody needs')
    await venue.cancelBooking(order)
  }
}

/** The operator gives seats back, those of which this is so: the credits return. */
async function giveBack(
  play: Play,
  reservation_id: string,
  which: string,
  values: unknown[] = [],
): Promise<void> {
  const seats = await play.rows<{ id: string }>(
    `select id from seat where reservation_id = $1 and state in ('held', 'issued') and ${which} order by id`,
    [reservation_id, ...values],
  )
  const seat_ids = seats.map(({ id }) => id)
  if (seat_ids.length === 0) return
  for (const id of seat_ids) play.known.given_back.add(id)
  play.scene.tally.count('people', 'give back for a relay')
  const path = `/v1/reservations/${reservation_id}/give-back`
  await play.write({ actor: play.territory.operator, method: 'POST', path, body: { seat_ids } })
}
