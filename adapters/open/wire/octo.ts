import { z } from '@hono/zod-openapi'

/**
 * The part of OCTO (Open Connectivity for Tourism, docs.octo.travel) that this contract uses, under OCTO's
 * names. Fields that begin with `acs` are added by the ACS extension; what OCTO has besides may be sent too.
 */

/** The unit that every option on offer has, at 0: one invitation seat. */
export const INVITATION_UNIT = 'acs-invitation'

export const UtcDateTime = z.iso
  .datetime()
  .openapi({ description: 'ISO 8601, in UTC', example: '2026-11-22T19:30:00.000Z' })
export const LocalDateTime = z.iso
  .datetime({ offset: true })
  .openapi({ description: 'ISO 8601 with the offset of the place', example: '2026-11-22T20:30:00+01:00' })

export const CAPABILITY_IDS = [
  'octo/pricing',
  'acs/step',
  'acs/gifts',
  'acs/allotments',
  'acs/scans',
  'acs/transactions',
  'acs/webhooks',
  'acs/sandbox',
] as const
export const OctoCapability = z
  .object({
    id: z.string().openapi({ description: `Such as ${CAPABILITY_IDS.join(', ')}`, example: 'acs/gifts' }),
    revision: z.int(),
    required: z.boolean(),
    dependencies: z.array(z.string()),
    docs: z.string().nullable(),
  })
  .openapi('Capability')

export const Supplier = z
  .object({
    id: z.string(),
    name: z.string(),
    endpoint: z.string(),
    contact: z.object({
      website: z.string().nullable(),
      email: z.string().nullable(),
      telephone: z.string().nullable(),
      address: z.string().nullable(),
    }),
  })
  .openapi('Supplier')

export const Pricing = z
  .object({
    original: z.int(),
    retail: z.int().openapi({ description: 'What the public pays, in minor units' }),
    net: z.int().nullable(),
    currency: z.string().length(3),
    currencyPrecision: z.int(),
    includedTaxes: z.array(z.unknown()),
  })
  .openapi('Pricing')

export const Unit = z
  .object({
    id: z.string().openapi({ example: INVITATION_UNIT }),
    internalName: z.string(),
    reference: z.string().nullable(),
    type: z.enum([
      'ADULT',
      'YOUTH',
      'CHILD',
      'INFANT',
      'FAMILY',
      'SENIOR',
      'STUDENT',
      'MILITARY',
      'TRAVELLER',
      'OTHER',
    ]),
    requiredContactFields: z
      .array(z.string())
      .openapi({ description: 'Empty for the invitation unit: no guest is ever named' }),
    pricingFrom: z.array(Pricing).optional(),
  })
  .openapi('Unit')

export const Option = z
  .object({
    id: z.string(),
    default: z.boolean(),
    internalName: z.string(),
    reference: z.string().nullable(),
    requiredContactFields: z.array(z.string()),
    units: z.array(Unit),
  })
  .openapi('Option')

export const Product = z
  .object({
    id: z.string(),
    internalName: z.string().openapi({ description: 'The title of what is played' }),
    reference: z.string().nullable(),
    locale: z.string(),
    timeZone: z.string().openapi({ example: 'Europe/Paris' }),
    allowFreesale: z.boolean(),
    instantConfirmation: z.boolean(),
    instantDelivery: z.boolean(),
    availabilityRequired: z.boolean(),
    availabilityType: z.enum(['START_TIME', 'OPENING_HOURS']),
    deliveryFormats: z.array(z.string()).openapi({ example: ['PDF_URL', 'QRCODE'] }),
    deliveryMethods: z.array(z.enum(['TICKET', 'VOUCHER'])),
    redemptionMethod: z.enum(['DIGITAL', 'PRINT', 'MANIFEST']),
    acsVenue: z.string().nullish().openapi({ description: 'The hall or place where it is played' }),
    acsSeries: z.string().nullish().openapi({ description: 'The series that it belongs to' }),
    options: z.array(Option),
  })
  .openapi('Product')

export const AvailabilityCheck = z
  .object({
    productId: z.string(),
    optionId: z.string(),
    localDateStart: z.iso.date().optional(),
    localDateEnd: z.iso.date().optional(),
    availabilityIds: z.array(z.string()).optional(),
  })
  .openapi('AvailabilityCheck')

export const Availability = z
  .object({
    id: z.string().openapi({ description: 'Names one performance for ever, even when it is moved' }),
    localDateTimeStart: LocalDateTime,
    localDateTimeEnd: LocalDateTime,
    utcCutoffAt: UtcDateTime,
    allDay: z.boolean(),
    available: z.boolean(),
    status: z.enum(['AVAILABLE', 'FREESALE', 'SOLD_OUT', 'LIMITED', 'CLOSED']),
    vacancies: z
      .int()
      .nullable()
      .openapi({ description: 'Free for anyone; what is kept aside is not counted' }),
    capacity: z.int().nullable(),
    maxUnits: z.int().nullable(),
    openingHours: z.array(z.unknown()),
    acsStatus: z.enum(['SCHEDULED', 'CANCELLED']).openapi({ description: 'Cancelled ones stay listed' }),
  })
  .openapi('Availability')
export type Availability = z.infer<typeof Availability>
