import { PartnerBrokeContract, PartnerRejects, type TicketFile, type Tickets } from '../contract/index.ts'
import type { Line } from './line.ts'
import { bookingOf, fetchOrder } from './orders.ts'

/** pretix makes a ticket in the background when it is first asked for, in a few seconds. */
const RETRY_AFTER_MS = 3_000

/** A PDF for each seat that is valid. All are asked for at once, so that pretix makes all of them meanwhile. */
export async function tickets(line: Line, code: string): Promise<Tickets> {
  const order = await fetchOrder(line, code)
  const booking = order && bookingOf(order)
  if (!order || !booking) throw new PartnerRejects(`${code} is none of our invitations`, 404)
  const files: TicketFile[] = []
  let waiting = false
  for (const { position, status } of booking.seats) {
    if (status === 'cancelled') continue
    const path = `events/${order.event}/orderpositions/${position}/download/pdf/`
    const answer = await line.api.download(path, [409])
    if (answer.status === 409) waiting = true
    else files.push({ position, media_type: pdfOnly(answer.headers, path), bytes: answer.bytes })
  }
  return waiting ? { outcome: 'not_ready', retry_after_ms: RETRY_AFTER_MS } : { outcome: 'ready', files }
}

function pdfOnly(headers: Headers, path: string): string {
  const media_type = headers.get('content-type')?.split(';')[0]?.trim() ?? ''
  if (media_type !== 'application/pdf') throw new PartnerBrokeContract(`${path} is ${media_type}, not a PDF`)
  return media_type
}
