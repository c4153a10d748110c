import type { OpenAPIHono, z } from '@hono/zod-openapi'
import { CAPABILITY_IDS, INVITATION_UNIT, type OctoCapability, type Product } from '../../wire/octo.ts'
import { checkAvailability, getCapabilities, getProducts, getSupplier } from '../../wire/routes-octo.ts'
import { OPTION } from '../booking-wire.ts'
import { change, CURRENCY, type House, NAME, Refused, TIME_ZONE, TOWN } from '../house.ts'
import { allPerformances, availabilityOf, type PerformanceRow } from '../performances.ts'

/** What is offered, played, and when. */
export function offerRoutes(api: OpenAPIHono, house: House): void {
  const offered = CAPABILITY_IDS.filter((id) => house.sandbox || id !== 'acs/sandbox')
  api.openapi(getCapabilities, (c) => c.json(offered.map(capabilityOf), 200))

  api.openapi(getSupplier, (c) =>
    c.json(
      {
        id: 'theatre-du-port',
        name: NAME,
        endpoint: house.url,
        contact: { website: house.url, email: null, telephone: null, address: TOWN },
      },
      200,
    ),
  )

  api.openapi(getProducts, (c) => {
    const shows = Map.groupBy(allPerformances(house), (performance) => performance.show_id)
    return c.json(
      [...shows.values()].flatMap(([one]) => (one ? [productOf(one)] : [])),
      200,
    )
  })

  api.openapi(checkAvailability, (c) => {
    const asked = c.req.valid('json')
    // Ended holds are let go before places are counted.
    const dates = change(house, () =>
      allPerformances(house)
        .filter((one) => one.show_id === asked.productId)
        .map((one) => availabilityOf(house, one)),
    )
    if (dates.length === 0) {
      throw new Refused(400, 'INVALID_PRODUCT_ID', `No product ${asked.productId} is known here.`)
    }
    if (asked.optionId !== OPTION)
      throw new Refused(400, 'INVALID_OPTION_ID', `The only option is ${OPTION}.`)
    const wanted = dates.filter(({ id, localDateTimeStart }) => {
      const date = localDateTimeStart.slice(0, 10)
      if (asked.availabilityIds && !asked.availabilityIds.includes(id)) return false
      return date >= (asked.localDateStart ?? date) && date <= (asked.localDateEnd ?? date)
    })
    return c.json(wanted, 200)
  })
}

function capabilityOf(id: string): z.infer<typeof OctoCapability> {
  return { id, revision: 1, required: false, dependencies: [], docs: null }
}

function productOf(show: PerformanceRow): z.infer<typeof Product> {
  return {
    id: show.show_id,
    internalName: show.title_fr,
    reference: null,
    locale: 'fr',
    timeZone: TIME_ZONE,
    allowFreesale: false,
    instantConfirmation: true,
    instantDelivery: true,
    availabilityRequired: true,
    availabilityType: 'START_TIME',
    deliveryFormats: ['PDF_URL', 'QRCODE'],
    deliveryMethods: ['TICKET'],
    redemptionMethod: 'DIGITAL',
    acsVenue: NAME,
    acsSeries: null,
    options: [
      {
        id: OPTION,
        default: true,
        internalName: OPTION,
        reference: null,
        requiredContactFields: [],
        units: [
          unitOf('plein', 'ADULT', 'Plein tarif', show.price_cents),
          unitOf(INVITATION_UNIT, 'OTHER', 'Invitation', 0),
        ],
      },
    ],
  }
}

function unitOf(id: string, type: 'ADULT' | 'OTHER', internalName: string, cents: number) {
  const price = { original: cents, retail: cents, net: null, currency: CURRENCY, currencyPrecision: 2 }
  const pricingFrom = [{ ...price, includedTaxes: [] }]
  return { id, internalName, reference: null, type, requiredContactFields: [], pricingFrom }
}
