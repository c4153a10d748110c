import { type PartnerCall, RetryLater } from '../../../adapters/contract/index.ts'
import { type Api, api } from '../../../adapters/open/api.ts'

// A partner played in memory, for what the reference server never answers. Bodies go through the adapter's own schemas.

export const AT = '2026-09-01T10:00:00.000Z'
type Answer = { status?: number; body: unknown }

export function played(answer: (call: PartnerCall, nth: number) => Answer): {
  partner: Api
  calls: PartnerCall[]
} {
  const calls: PartnerCall[] = []
  const partner = api({
    async call() {
      return Promise.reject(new RetryLater('nobody plays this'))
    },
    async json(schema, call) {
      calls.push(call)
      const { status = 200, body } = answer(call, calls.length)
      return { status, headers: new Headers(), body: schema.parse(body) }
    },
  })
  return { partner, calls }
}
export const refusal = (error: string, status = 409): Answer => ({
  status,
  body: { error, errorMessage: `it says ${error}` },
})

export const unit = (uuid: string, change: object = {}) => ({
  uuid,
  resellerReference: null,
  supplierReference: null,
  unitId: 'acs-invitation',
  status: 'CONFIRMED',
  utcRedeemedAt: null,
  ticket: null,
  ...change,
})
export const booking = (change: object = {}) => ({
  id: 'b-1',
  uuid: 'b-1',
  testMode: false,
  resellerReference: 'ref-1',
  supplierReference: null,
  status: 'CONFIRMED',
  utcCreatedAt: AT,
  utcUpdatedAt: AT,
  utcExpiresAt: null,
  utcRedeemedAt: null,
  utcConfirmedAt: AT,
  productId: 'p',
  optionId: 'o',
  availabilityId: 'a',
  cancellable: true,
  cancellation: null,
  freesale: false,
  notes: null,
  deliveryMethods: ['TICKET'],
  unitItems: [unit('u-1'), unit('u-2')],
  acsReservationId: 'res-1',
  ...change,
})
