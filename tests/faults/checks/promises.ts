import { askApi } from '../client.ts'
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
    too_late: boolean
    mails: string[]
  }>(
    `select r.id, r.relay_id, r.state::text, (select count(*)::int from seat where reservation_id = r.id) as seats,
       r.state = 'issued' and coalesce(r.changed_at >= f.closed_at, false) as too_late,
       array(select template from mail where about->>'reservation_id' = r.id::text) as mails
       from reservation r join invitation i on i.id = r.invitation_id join performance f on f.id = i.performance_id`,
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
  for (const { id, state, too_late, mails } of rows) {
    const told = { issued: 'tickets_ready', released: 'booking_refused' }[state]
    if (
      told &&
      // tickets that came when the evening was over and closed are of no use to anyone
      !too_late &&
      !mails.includes(told) &&
      !mails.includes('performance_cancelled') &&
      !mails.includes('seats_came_free')
    ) {
      found.push(`the relay was not told that the reservation ${id} is ${state}`)
    }
  }
  found.push(...(await mailViolations(play)), ...(await ticketViolations(play)))
  const withdrawn = await play.rows<{ id: string; performance_id: string; position: string; over: boolean }>(
    `select s.id, i.performance_id, s.position, f.closed_at is not null as over
       from seat s join reservation r on r.id = s.reservation_id
       join invitation i on i.id = r.invitation_id join performance f on f.id = i.performance_id
      where s.ticket_key is not null and s.state in ('returned', 'released')`,
  )
  for (const { id, performance_id, position, over } of withdrawn) {
    // what the venue has cancelled itself stands until the evening is closed
    const settled = over && known.broken.has(position)
    if (!known.given_back.has(id) && !known.called_off.has(performance_id) && !settled) {
      found.push(`the issued seat ${id} was withdrawn, and nobody gave it back`)
    }
  }
  return found
}

/** What is marked as sent was given to the mail service: once, or again when nobody knew whether it had been. */
async function mailViolations(play: Play): Promise<string[]> {
  const marked = await play.rows<{ email: string; mails: number }>(
    `select o.email, count(*)::int as mails from mail m join organisation o on o.id = m.organisation_id
      where m.sent_at is not null and o.email is not null group by o.email`,
  )
  return marked
    .map(({ email, mails }) => ({
      email,
      mails,
      sent: play.scene.mails.filter(({ to }) => to === email).length,
    }))
    .filter(({ mails, sent }) => sent < mails)
    .map(({ email, mails, sent }) => `${mails} mails to ${email} are marked as sent, and ${sent} were`)
}

const TICKETS_FETCHED = 3

/** The ticket of an issued seat can be fetched by its relay. */
async function ticketViolations(play: Play): Promise<string[]> {
  const { scene, territory } = play
  // each of two versions side by side has files of its own here
  if (scene.workers.sideBySide) return []
  const issued = await play.rows<{ id: string; relay_id: string }>(
    `select s.id, r.relay_id from seat s join reservation r on r.id = s.reservation_id where s.state = 'issued' and s.lost_at is null
      order by s.id desc limit ${TICKETS_FETCHED}`,
  )
  const found: string[] = []
  for (const { id, relay_id } of issued) {
    const actor = territory.relays.find((one) => one.organisation_id === relay_id)!
    const answer = await askApi(scene, { actor, method: 'GET', path: `/v1/tickets/${id}/file` })
    if (answer?.status !== 200)
      found.push(`the ticket of the seat ${id} cannot be fetched: ${answer?.status}`)
  }
  return found
}
