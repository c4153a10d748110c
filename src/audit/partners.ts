import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Books, Partner } from '../../adapters/contract/index.ts'
import { able, can, openTicketing } from '../conventions/index.ts'
import type { Context } from '../platform/context.ts'
import { connection, convention, gift, organisation } from '../platform/schema/index.ts'
import { upTo, type Found } from './difference.ts'
import { compareBookings, ourBookings } from './partner-bookings.ts'
import { compareGifts, giftDifference, type TwoSides } from './partner-gifts.ts'

/** What differs is looked at again after so long: a webhook may have been on its way. */
const AGAIN_AFTER_MS = 10_000
/** Orders fetched again for that; more than so many is not a webhook on its way. */
const MOST_ORDERS = 50

/** One part of an audit that could not be done, or was left to another: why. */
export interface Undone {
  connection_id: string
  structure: string
  reason: string
}
export interface AuditedPartners {
  checked: { partners: number; their_gifts: number; their_bookings: number }
  differences: Found[]
  /** how many more there are than are told */
  more: number
  undone: Undone[]
}
interface Options {
  /** only the partners of its structure; null: all */
  convention_id: string | null
  /** differences told at most; the others are counted */
  limit: number
  /** a partner of more gifts here is left out, and said so */
  most_gifts?: number
  /** how long one partner may take; without it, as long as it takes */
  patience_ms?: number
}

/**
 * The whole books of each partner (ticketings and payment providers alike) against ours, from the beginning and in both
 * directions; the nightly comparison keeps its own place in them. A partner that cannot be asked keeps no other.
 */
export async function auditPartners(
  ctx: Context,
  { convention_id, limit, most_gifts = Number.POSITIVE_INFINITY, patience_ms }: Options,
): Promise<AuditedPartners> {
  const checked = { partners: 0, their_gifts: 0, their_bookings: 0 }
  const undone: Undone[] = []
  const found: Found[][] = []
  for (const { id, structure } of await askable(ctx, convention_id)) {
    const leave = (reason: string) => undone.push({ connection_id: id, structure, reason })
    if (await hasMoreThan(ctx, id, most_gifts)) {
      leave(`more than ${most_gifts} gifts: \`npm run audit\` compares them`)
      continue
    }
    try {
      const { gifts, bookings, differences } = await auditPartner(ctx, id, patience_ms)
      checked.partners += 1
      checked.their_gifts += gifts
      checked.their_bookings += bookings
      found.push(differences)
    } catch (cause) {
      leave(cause instanceof Error ? cause.message : String(cause))
    }
  }
  const { told, more } = upTo(limit, found.flat())
  return { checked, differences: told, more, undone }
}

async function askable(ctx: Context, convention_id: string | null) {
  const { id, platform, structure_id, state } = connection
  const rows = await ctx.db.read
    .select({ id, platform, structure: organisation.name })
    .from(connection)
    .innerJoin(organisation, eq(organisation.id, structure_id))
    .where(
      and(
        eq(state, 'enabled'),
        convention_id
          ? sql`exists (select from ${convention} where ${convention.id} = ${convention_id} and ${convention.structure_id} = ${structure_id})`
          : undefined,
      ),
    )
    .orderBy(asc(id))
  return rows.filter(({ platform: word }) => can(word, 'reconcile'))
}

async function hasMoreThan(ctx: Context, connection_id: string, most: number): Promise<boolean> {
  if (!Number.isFinite(most)) return false
  const beyond = await ctx.db.read
    .select({ reference: gift.reference })
    .from(gift)
    .where(and(eq(gift.connection_id, connection_id), gt(gift.reference, '')))
    .orderBy(asc(gift.reference))
    .offset(most)
    .limit(1)
  return beyond.length > 0
}

async function auditPartner(ctx: Context, connection_id: string, patience_ms?: number) {
  const ticketing = await openTicketing(ctx, connection_id, patience_ms)
  const reconcile = able(ticketing, 'reconcile', 'reconcile')
  const books = await reconcile(null)
  let gifts = await compareGifts(ctx, connection_id, books.gifts)
  let bookings = await compareHere(ctx, connection_id, books)
  if (gifts.length + bookings.length > 0) {
    await ctx.sleep(AGAIN_AFTER_MS)
    gifts = await lookAgain(ctx, connection_id, ticketing.partner, books.gifts, gifts)
    if (bookings.length > 0) bookings = await compareHere(ctx, connection_id, await reconcile(null))
  }
  const differences = [...gifts.map((one) => giftDifference(connection_id, one)), ...bookings]
  return { gifts: books.gifts.length, bookings: books.bookings.length, differences }
}

async function compareHere(ctx: Context, connection_id: string, books: Books): Promise<Found[]> {
  return compareBookings(connection_id, await ourBookings(ctx, connection_id), books.bookings)
}

/** Those that still differ as they stand a moment later: here, and by their order, which tells more than the books. */
async function lookAgain(
  ctx: Context,
  connection_id: string,
  partner: Partner,
  theirs: Books['gifts'],
  differed: TwoSides[],
): Promise<TwoSides[]> {
  const orders = new Set(differed.flatMap(({ order }) => order ?? []))
  const now: Books['gifts'] = []
  for (const order of [...orders].slice(0, MOST_ORDERS)) {
    const state = await partner.order?.(order)
    for (const one of state?.gifts ?? []) now.push({ ...one, order })
  }
  const still = await compareGifts(ctx, connection_id, [...theirs, ...now])
  // others may have moved since the books were read
  const references = new Set(differed.map(({ reference }) => reference))
  return still.filter(({ reference }) => references.has(reference))
}
