import type { Play } from '../play.ts'

/** What relays were told stays so: a reservation that was answered 201 is there, and an issued seat is never withdrawn. */
export async function promiseViolations(play: Play): Promise<string[]> {
  const { known } = play
  const found: string[] = []
  const rows = await play.rows<{
    id: string
    relay_id: string
    state: string
    seats: number
    mails: string[]
  }>(
    `select r.id, r.relay_id, r.state::text, (select count(*)::int from seat where reservation_id = r.id) as seats,
       array(select template from mail where about->>'reservation_id' = r.id::text) as mails from reservation r`,
  )
  const there = new Map(rows.map((row) => [row.id, row]))
  for (const { id, relay, seats } of known.reservations) {
    const row = there.get(id)
    const same = row?.seats === seats && row.relay_id === play.territory.relays[relay]!.organisation_id
    if (!same)
      found.push(
        `the reservation ${id} of ${seats} seats was answered 201, and is ${JSON.stringify(row ?? null)}`,
      )
  }
  for (const { id, state, mails } of rows) {
    const told = { issued: 'tickets_ready', released: 'booking_refused' }[state]
    if (
      told &&
      !mails.includes(told) &&
      !mails.includes('performance_cancelled') &&
      !mails.includes('seats_came_free')
    ) {
      found.push(`the relay was not told that the reservation ${id} is ${state}`)
    }
  }
  const withdrawn = await play.rows<{ id: string; performance_id: string }>(
    `select s.id, i.performance_id from seat s join reservation r on r.id = s.reservation_id
       join invitation i on i.id = r.invitation_id
      where s.ticket_key is not null and s.state in ('returned', 'released')`,
  )
  for (const { id, performance_id } of withdrawn) {
    if (!known.given_back.has(id) && !known.called_off.has(performance_id)) {
      found.push(`the issued seat ${id} was withdrawn, and nobody gave it back`)
    }
  }
  return found
}
