import { z } from '@hono/zod-openapi'
import { type Allotted, type AllotRequest, PartnerRejects } from '../contract/index.ts'
import type { Api } from './api.ts'
import { idsOf } from './performances.ts'
import { Allotment } from './wire/acs.ts'

/** What we keep of an allotment between calls. */
const Kept = z.object({ id: z.string() })
export const allotmentId = (allotment: unknown): string | null => Kept.safeParse(allotment).data?.id ?? null

/**
 * Keeps exactly so many seats aside, booked ones included. The partner knows one allotment for each performance,
 * so a call whose answer was lost is simply made again.
 */
export async function allot(api: Api, { performance, seats }: AllotRequest): Promise<Allotted> {
  const ids = idsOf(performance)
  if (!ids) throw new PartnerRejects(`${performance} names no performance of this partner`, 404)
  const { availabilityId, ...product } = ids
  const path = `acs/allotments/${encodeURIComponent(availabilityId)}`
  const answer = await api.ask(Allotment, { method: 'PUT', path, body: { ...product, units: seats } })
  if ('body' in answer) {
    const { id, units } = answer.body
    return { outcome: 'allotted', seats: units, allotment: { id } }
  }
  const { error, errorMessage, status, vacancies } = answer.refusal
  if (error === 'SOLD_OUT') return { outcome: 'not_enough_seats', seats_free: vacancies ?? null }
  throw new PartnerRejects(`The allotment was refused: ${errorMessage}`, status, error)
}
