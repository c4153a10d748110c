import { type Cancelled, type CancelRequest, PartnerRejects } from '../contract/index.ts'
import type { Api } from './api.ts'
import { OctoBooking } from './wire/booking.ts'

const cancelling = async (api: Api, uuid: string, units: readonly string[] | null) =>
  api.ask(OctoBooking, {
    method: 'POST',
    path: `bookings/${encodeURIComponent(uuid)}/cancel`,
    body: units === null ? {} : { acsUnitItemUuids: units },
  })

/** Takes back a booking, or some of its seats. Safe to repeat: the partner says when there was nothing left to do. */
export async function cancel(api: Api, { order, positions }: CancelRequest): Promise<Cancelled> {
  const answer = await cancelling(api, order, positions)
  if ('body' in answer) return { outcome: 'cancelled' }
  const { error, errorMessage } = answer.refusal
  if (error === 'ALREADY_CANCELLED') return { outcome: 'already_cancelled' }
  return { outcome: 'refused', reason: `${error}: ${errorMessage}` }
}

/** Gives up a hold. One that ended by itself, or was given up before, is given up. */
export async function release(api: Api, uuid: string): Promise<void> {
  const answer = await cancelling(api, uuid, null)
  if ('body' in answer || answer.refusal.error === 'ALREADY_CANCELLED') return
  const { status, error, errorMessage } = answer.refusal
  throw new PartnerRejects(`The hold ${uuid} could not be given up: ${errorMessage}`, status, error)
}
