import { z } from '@hono/zod-openapi'
import { and, eq, sql } from 'drizzle-orm'
import { jsonIn } from '../../adapters/contract/index.ts'
import type { Context } from '../platform/context.ts'
import { connection, consent, stepVersion } from '../platform/schema/index.ts'
import type { consentSchema } from './list-schemas.ts'

type Consent = z.infer<typeof consentSchema>
interface OfGift {
  connection_id: string
  evidence: unknown
  given_at: string
}

/**
 * What the step says of a choice, as it comes back with a payment: beside the gift, or whole in one text where a venue made the
 * payment. The time is that of the payment's page where nothing else says it.
 */
const Chosen = z.object({
  version: z.string(),
  language: z.string(),
  intent: z.string(),
  typed: z.string(),
})
const OfPayment = z.object({
  consent: Chosen.extend({ chosen_cents: z.coerce.number(), chosen_at: z.string().optional() }).or(
    z.object({ consent: z.preprocess(textIn, Chosen.extend({ cents: z.number() })), chosen_at: z.string() }),
  ),
})
const OfOrder = z.object({ order: z.string() })

function textIn(text: unknown): unknown {
  return typeof text === 'string' ? jsonIn(text) : text
}

/**
 * What was shown to who gave a gift, and what they chose, where the step has kept it. Null where the gift was made in a ticketing's
 * own line without our step: its configuration in `evidence` proves it then. One round trip.
 */
export async function consentOfGift(
  ctx: Context,
  { connection_id, evidence, given_at }: OfGift,
): Promise<Consent | null> {
  const order = OfOrder.safeParse(evidence).data?.order
  if (order !== undefined) return consentOfOrder(ctx, connection_id, order)
  const paid = OfPayment.safeParse(evidence).data?.consent
  if (!paid) return null
  const { version, language, intent, typed, cents, at } =
    'consent' in paid
      ? { ...paid.consent, at: paid.chosen_at }
      : { ...paid, cents: paid.chosen_cents, at: paid.chosen_at ?? given_at }
  const [found] = await ctx.db.read
    .select({ shown: shownIn(sql`${language}`) })
    .from(connection)
    .innerJoin(
      stepVersion,
      and(eq(stepVersion.structure_id, connection.structure_id), eq(stepVersion.version, version)),
    )
    .where(eq(connection.id, connection_id))
  return { intent, version, language, cents, typed, at, shown: found?.shown ?? null }
}

async function consentOfOrder(ctx: Context, connection_id: string, order: string): Promise<Consent | null> {
  const { intent, version, language, cents, typed, at } = consent
  const [found] = await ctx.db.read
    .select({ intent, version, language, cents, typed, at, shown: shownIn(sql`${language}`) })
    .from(consent)
    .innerJoin(connection, eq(connection.structure_id, consent.structure_id))
    .leftJoin(
      stepVersion,
      and(eq(stepVersion.structure_id, consent.structure_id), eq(stepVersion.version, version)),
    )
    .where(and(eq(connection.id, connection_id), eq(consent.order, order)))
  return found ?? null
}

/** Of the version, the words in the language in which they were read. */
const shownIn = (language: ReturnType<typeof sql>) =>
  sql<Record<
    string,
    unknown
  > | null>`${stepVersion.shown} || jsonb_build_object('words', ${stepVersion.shown}->'words'->${language})`
