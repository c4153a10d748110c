import { z } from '@hono/zod-openapi'
import { Availability, INVITATION_UNIT, OctoCapability, Product } from '../../wire/octo.ts'
import { OctoError } from '../../wire/errors.ts'
import { type Check, must } from '../trial.ts'

const NEEDED = ['acs/step', 'acs/gifts', 'acs/webhooks', 'acs/scans']

export const offerChecks: Check[] = [
  {
    clause: 'A1',
    tries: 'calls without a token, and with a wrong one',
    async run({ call }) {
      for (const token of [null, 'not-the-token']) {
        const { status } = await call('GET', 'products', undefined, token)
        must(
          status === 401,
          `GET /products with ${token === null ? 'no' : 'a wrong'} token answered ${status}`,
        )
      }
    },
  },
  {
    clause: 'A2',
    tries: 'asks for what is not there, and asks nonsense',
    async run({ call }) {
      const unknown = await call('GET', `bookings/${crypto.randomUUID()}`)
      must(unknown.status === 404, `an unknown booking answered ${unknown.status} instead of 404`)
      const nonsense = await call('POST', 'bookings', { unitItems: 7 })
      must(nonsense.status === 400, `a malformed booking answered ${nonsense.status} instead of 400`)
      for (const { json, status } of [unknown, nonsense]) {
        must(OctoError.safeParse(json).success, `the ${status} has no {error, errorMessage}`)
      }
    },
  },
  {
    clause: 'C1',
    tries: 'lists the capabilities',
    async run({ expect }) {
      const listed = (await expect(z.array(OctoCapability), 'GET', 'capabilities')).map(({ id }) => id)
      const missing = NEEDED.filter((id) => !listed.includes(id))
      must(missing.length === 0, `${missing.join(', ')} is missing`)
    },
  },
  {
    clause: 'P1',
    tries: 'looks for the invitation unit',
    async run({ expect }) {
      const products = await expect(z.array(Product), 'GET', 'products')
      const units = products.flatMap(({ options }) => options.flatMap((option) => option.units))
      const ours = units.filter(({ id }) => id === INVITATION_UNIT)
      must(ours.length > 0, `no product has the unit ${INVITATION_UNIT}`)
      must(
        ours.every(({ requiredContactFields }) => requiredContactFields.length === 0),
        'the invitation unit asks who comes: requiredContactFields has to be empty',
      )
      must(
        ours.every(({ pricingFrom }) => (pricingFrom ?? []).every(({ retail }) => retail === 0)),
        'the invitation unit has a price',
      )
    },
  },
  {
    clause: 'P2',
    tries: 'looks how tickets are delivered',
    async run({ expect }) {
      for (const { id, deliveryFormats, deliveryMethods } of await expect(
        z.array(Product),
        'GET',
        'products',
      )) {
        must(deliveryFormats.includes('PDF_URL'), `product ${id} has no PDF_URL`)
        must(deliveryMethods.includes('TICKET'), `product ${id} has no TICKET for each unit`)
      }
    },
  },
  {
    clause: 'P3',
    tries: 'moves a performance, cancels it, and looks for it',
    needs: ['acs/sandbox'],
    async run({ stage, expect, call }) {
      const { availabilityId, ...ids } = await stage(2)
      const look = async () => {
        const dates = await expect(z.array(Availability), 'POST', 'availability', ids)
        const found = dates.find(({ id }) => id === availabilityId)
        must(found !== undefined, `performance ${availabilityId} is not listed any more`)
        return found
      }
      const before = await look()
      const path = `acs/sandbox/performances/${availabilityId}`
      const moved = new Date(Date.parse(before.localDateTimeStart) + 86_400_000).toISOString()
      await call('PATCH', path, { localDateTimeStart: moved })
      const start = (await look()).localDateTimeStart
      must(Date.parse(start) === Date.parse(moved), `it was moved to ${moved}, but is listed at ${start}`)
      await call('PATCH', path, { acsStatus: 'CANCELLED' })
      const { acsStatus } = await look()
      must(acsStatus === 'CANCELLED', `it was cancelled, but is listed as ${acsStatus}`)
    },
  },
]
