import { z } from '@hono/zod-openapi'
import { instant } from '../people/index.ts'
import { cause } from '../platform/schema/index.ts'
import { ACCOUNT_NAMES, Balance, UNITS } from './accounts.ts'

export const balancesSchema = z
  .object({ convention_id: z.uuid(), balances: z.array(Balance) })
  .openapi('Balances')

export const entrySchema = z
  .object({
    id: z.int(),
    cause: z.enum(cause.enumValues),
    cause_id: z.string().describe('what it was: posted once for it, however often it arrived'),
    at: instant,
    postings: z.array(
      z.object({
        debit: z.enum(ACCOUNT_NAMES),
        credit: z.enum(ACCOUNT_NAMES),
        unit: z.enum(UNITS),
        amount: z.int().describe('cents or seats, always above zero'),
      }),
    ),
  })
  .openapi('Entry')
/** Entries are numbered, so their pages are too. */
export const entryPageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
})
export const entryPageSchema = z.object({ items: z.array(entrySchema), next: z.int().nullable() })

export const figuresSchema = z
  .object({
    gifts: z.int().describe('gifts that are paid now; refunded ones do not count'),
    gift_cents: z.int().describe('what they come to'),
    seat_price_cents: z
      .int()
      .nullable()
      .describe('of the version in force; null without one, or where several differ'),
    credits_opened: z.int().describe('seats opened from gifts and still standing'),
    fund_cents_left: z.int().describe('given and not yet enough for the next seat'),
    available: z.int().describe('credits that a relay may reserve now'),
    reserved: z.int().describe('seats that relays reserved and that were not let go before they were booked'),
    issued: z.int().describe('seats whose ticket was handed out, whatever became of them since'),
    used: z.int(),
    unused: z.int(),
    given_back: z.int().describe('seats given back, or called off by the venue'),
    surplus_cents: z.int(),
    shortfall_cents: z.int(),
    ledger_balanced: z
      .boolean()
      .describe(
        'debits equal credits in each unit, no account is below zero, and fund, credits and seats say the same',
      ),
    imbalances: z.array(z.string()).describe('what does not agree; empty when all is well'),
  })
  .openapi('Figures')
export type Figures = z.infer<typeof figuresSchema>
export const totalsSchema = figuresSchema
  .extend({ conventions: z.int().describe('how many are counted') })
  .openapi('Totals')

export const differenceSchema = z
  .object({
    id: z.uuid(),
    connection_id: z.uuid(),
    kind: z.string(),
    reference: z.string(),
    ours: z.string().nullable(),
    theirs: z.string().nullable(),
    found_at: instant,
    settled_at: instant.nullable(),
  })
  .openapi('Difference')
