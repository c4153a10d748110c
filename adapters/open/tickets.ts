import { PartnerBrokeContract, type TicketFile, type Tickets } from '../contract/index.ts'
import type { Api } from './api.ts'
import { OctoBooking } from './wire/booking.ts'

/** How soon to ask again when the partner does not say. */
const RETRY_AFTER_MS = 2_000

/** The PDF of every seat that is still valid, once all of them are there. */
export async function tickets(api: Api, order: string): Promise<Tickets> {
  const path = `bookings/${encodeURIComponent(order)}`
  const { body: booking, headers } = await api.http.json(OctoBooking, { path })
  const valid = booking.unitItems.filter(({ status }) => status === 'CONFIRMED' || status === 'REDEEMED')
  if (valid.some((unit) => unit.ticket === null)) {
    const seconds = Number(headers.get('retry-after') ?? '')
    return { outcome: 'not_ready', retry_after_ms: seconds > 0 ? seconds * 1_000 : RETRY_AFTER_MS }
  }
  const files: TicketFile[] = []
  for (const unit of valid) {
    const pdf = unit.ticket?.deliveryOptions.find(({ deliveryFormat }) => deliveryFormat === 'PDF_URL')
    if (!pdf) throw new PartnerBrokeContract(`unit ${unit.uuid} has a ticket without PDF_URL`)
    files.push({
      position: unit.uuid,
      media_type: 'application/pdf',
      bytes: await fetchPdf(api, pdf.deliveryValue),
    })
  }
  return { outcome: 'ready', files }
}

async function fetchPdf(api: Api, url: string): Promise<Uint8Array> {
  const { bytes } = await api.http.call({ path: url, headers: { accept: 'application/pdf' } })
  const start = new TextDecoder().decode(bytes.slice(0, 4))
  if (start !== '%PDF')
    throw new PartnerBrokeContract(`${url} is no PDF: it begins with ${JSON.stringify(start)}`)
  return bytes
}
