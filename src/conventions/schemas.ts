import { z } from '@hono/zod-openapi'
import { instant, instantIn, lineOf, localised, localisedIn, proseOf } from '../people/index.ts'

const side = z.enum(['structure', 'operator'])
const cents = z.int().min(1)

export const seasonSchema = z
  .object({ id: z.uuid(), name: z.string(), starts_at: instant, ends_at: instant })
  .openapi('Season')
export const newSeasonSchema = z
  .object({ name: lineOf(100).openapi({ example: '2026/27' }), starts_at: instantIn, ends_at: instantIn })
  .strict()
  .refine(({ starts_at, ends_at }) => starts_at < ends_at, {
    path: ['ends_at'],
    message: 'has to come after starts_at',
  })
  .openapi('NewSeason')

const conventionFields = z.object({
  id: z.uuid(),
  structure_id: z.uuid(),
  season_id: z.uuid(),
  collects_from: instant.describe('gifts given from here'),
  collects_until: instant.describe('up to here, exclusive, are this convention’s'),
})
export const createdConventionSchema = conventionFields.openapi('CreatedConvention')
export const newConventionSchema = z
  .object({
    structure_id: z.uuid(),
    season_id: z.uuid(),
    collects_from: instantIn,
    collects_until: instantIn,
  })
  .strict()
  .refine(({ collects_from, collects_until }) => collects_from < collects_until, {
    path: ['collects_until'],
    message: 'has to come after collects_from',
  })
  .openapi('NewConvention')

/** What is agreed. The structure alone decides the first three; the rest needs both. */
const terms = {
  seat_price_cents: z
    .int()
    .min(1)
    .max(100_000)
    .describe('what one seat costs the fund')
    .openapi({ example: 800 }),
  planned_seats: z.int().min(0).max(100_000).describe('past them, gifts are surplus'),
  companions: z
    .enum(['credit', 'offered'])
    .describe('whether a companion’s seat costs a credit or is offered by the structure'),
  due_on: z.enum(['issued', 'used']).describe('when the price of a seat falls due to the structure'),
  holder: z.enum(['structure', 'donee']).describe('who holds the money'),
  receipt: z
    .enum(['association', 'structure', 'none'])
    .describe('who may issue a tax receipt; with `none` nothing is said to be deductible'),
}
export const proposedVersionSchema = z
  .object({
    ...terms,
    communication: localisedIn,
    organisation: localisedIn,
    offer: localisedIn,
    surplus_use: localisedIn,
    effective_from: instantIn
      .optional()
      .describe('not before this instant, even when approved earlier; now when left out'),
  })
  .strict()
  .openapi('ProposedVersion')
export const versionSchema = z
  .object({
    id: z.uuid(),
    number: z.int(),
    ...terms,
    communication: localised,
    organisation: localised,
    offer: localised,
    surplus_use: localised,
    proposed_at: instant,
    effective_from: instant,
    in_force_at: instant.nullable(),
    standing: z
      .enum(['proposed', 'agreed', 'in_force', 'past'])
      .describe('agreed: takes effect later; past: a later version is in force'),
    approvals: z.array(z.object({ side, at: instant })),
  })
  .openapi('ConventionVersion')

const in_force_version = z.int().nullable().describe('the number of the version in force now')
export const conventionSchema = conventionFields.extend({ in_force_version }).openapi('Convention')
export const conventionInFullSchema = conventionFields
  .extend({ in_force_version, versions: z.array(versionSchema).describe('the newest first') })
  .openapi('ConventionInFull')

export const approvedSchema = z
  .object({
    id: z.uuid(),
    convention_id: z.uuid(),
    approvals: z.array(side),
    in_effect: z.boolean().describe('both have said what they have to, and it was carried out'),
  })
  .openapi('Approved')

const reason = proseOf(1_000)
export const proposedSurplusSchema = z
  .discriminatedUnion('use', [
    z
      .object({
        use: z.literal('seats').describe('seats beyond those planned, at their real price'),
        seats: z.int().min(1).max(10_000),
        seat_price_cents: cents.max(100_000),
        reason,
      })
      .strict(),
    z.object({ use: z.literal('management'), cents: cents.max(100_000_000), reason }).strict(),
  ])
  .openapi('ProposedSurplusUse')
export const surplusDecisionSchema = z
  .object({
    id: z.uuid(),
    convention_id: z.uuid(),
    use: z.enum(['seats', 'management']),
    cents: z.int(),
    seats: z.int().nullable(),
    seat_price_cents: z.int().nullable(),
    reason: z.string(),
    proposed_at: instant,
    taken_at: instant.nullable(),
    approvals: z.array(side),
  })
  .openapi('SurplusDecision')
