import { z } from '@hono/zod-openapi'
import type { PartnerPerformance } from '../contract/index.ts'
import type { Api } from './api.ts'
import { instant } from './orders.ts'
import { Availability, INVITATION_UNIT, Product } from './wire/octo.ts'

/** OCTO names a performance by three ids; together they are our one reference. */
export interface PerformanceIds {
  productId: string
  optionId: string
  availabilityId: string
}
export const referenceOf = ({ productId, optionId, availabilityId }: PerformanceIds): string =>
  [productId, optionId, availabilityId].map(encodeURIComponent).join(':')

/** Null when it is no reference of ours. */
export function idsOf(reference: string): PerformanceIds | null {
  const parts = reference.split(':')
  if (parts.length !== 3 || parts.includes('')) return null
  try {
    const [productId = '', optionId = '', availabilityId = ''] = parts.map(decodeURIComponent)
    return { productId, optionId, availabilityId }
  } catch {
    return null
  }
}

const DAY_MS = 24 * 3_600_000
const date = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** Every performance from a month ago (late scans) to two years ahead, of every option that has an invitation unit. */
export async function performances(api: Api, now: string): Promise<PartnerPerformance[]> {
  const { body: products } = await api.http.json(z.array(Product), { path: 'products' })
  const listed: PartnerPerformance[] = []
  for (const product of products) {
    for (const option of product.options) {
      if (!option.units.some((unit) => unit.id === INVITATION_UNIT)) continue
      const { body: dates } = await api.http.json(z.array(Availability), {
        method: 'POST',
        path: 'availability',
        writes: false,
        body: {
          productId: product.id,
          optionId: option.id,
          localDateStart: date(Date.parse(now) - 31 * DAY_MS),
          localDateEnd: date(Date.parse(now) + 731 * DAY_MS),
        },
      })
      for (const one of dates) listed.push(performanceOf(product, option, one))
    }
  }
  return listed
}

function performanceOf(
  product: z.infer<typeof Product>,
  option: z.infer<typeof Product>['options'][number],
  one: Availability,
): PartnerPerformance {
  const ids = { productId: product.id, optionId: option.id, availabilityId: one.id }
  const sold_to_public = option.units.find((unit) => unit.id !== INVITATION_UNIT)
  const price = sold_to_public?.pricingFrom?.find(({ currency }) => currency === 'EUR')
  return {
    reference: referenceOf(ids),
    title: product.internalName,
    series: product.acsSeries ?? null,
    venue: product.acsVenue ?? null,
    starts_at: instant(one.localDateTimeStart),
    status: one.acsStatus === 'CANCELLED' ? 'cancelled' : 'scheduled',
    seats_free: one.vacancies,
    public_price_cents: price?.retail ?? null,
  }
}
