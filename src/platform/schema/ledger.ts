import { sql } from 'drizzle-orm'
import {
  bigint,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant, whole, writtenBy } from './columns.ts'

/** EUR accounts first, then SEAT accounts; what each means is in `src/ledger/accounts.ts`. */
export const account = pgEnum('account', [
  'receivable',
  'fund',
  'reserve',
  'due_to_structure',
  'surplus',
  'management',
  'fees',
  'withheld',
  'shortfall',
  'taken_back',
  'minted',
  'available',
  'held',
  'issued',
  'used',
  'unused',
])
const SEAT = sql`('minted', 'available', 'held', 'issued', 'used', 'unused')`

export const cause = pgEnum('cause', [
  'gift',
  'conversion',
  'reservation',
  'issue',
  'release',
  'scan',
  'evening',
  'return',
  'decision',
  'grant',
  'fee',
])

/** One fact, posted once however often it arrives. No foreign keys here: they would lock a shared row. */
export const entry = pgTable(
  'entry',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    convention_id: uuid().notNull(),
    cause: cause().notNull(),
    cause_id: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [uniqueIndex('entry_once').on(t.cause, t.cause_id), index().on(t.convention_id, t.id)],
)

/** `amount` moves from the debited to the credited account of one unit: an entry balances by its very form. */
export const posting = pgTable(
  'posting',
  {
    entry_id: bigint({ mode: 'number' }).notNull(),
    n: smallint().notNull(),
    convention_id: uuid().notNull(),
    debit: account().notNull(),
    credit: account().notNull(),
    amount: whole().notNull(),
    written_by: writtenBy(),
  },
  (t) => [
    primaryKey({ columns: [t.entry_id, t.n] }),
    index('posting_tail').on(t.written_by),
    check('posting_amount', sql`amount > 0`),
    check('posting_accounts', sql`debit <> credit`),
    check('posting_one_unit', sql`(debit in ${SEAT}) = (credit in ${SEAT})`),
  ],
)

/** Sums of all postings written by transactions before the horizon; what is younger is added when reading. */
export const rollup = pgTable(
  'rollup',
  {
    convention_id: uuid().notNull(),
    account: account().notNull(),
    debits: whole().notNull(),
    credits: whole().notNull(),
  },
  (t) => [primaryKey({ columns: [t.convention_id, t.account] })],
)
export const rollupHorizon = pgTable('rollup_horizon', {
  only: smallint().primaryKey().default(1),
  written_before: writtenBy(),
  /** no inflow with a lower id waits for the conversion, nor ever will: whoever counts those that wait begins here */
  none_waits_before: whole().notNull().default(0),
  /** inflows up to this id were taken by transactions before `taken_by`: once all of those are over, no other comes */
  inflows_taken: whole().notNull().default(0),
  taken_by: writtenBy(),
})

/**
 * The one writer's row of a convention. All its cents lie on one line: `line_in` cents have come in since the
 * beginning, `line_out` of them have gone to credits, surplus, reductions or the shortfall.
 */
export const fund = pgTable(
  'fund',
  {
    convention_id: uuid().primaryKey(),
    line_in: whole().notNull().default(0),
    line_out: whole().notNull().default(0),
    surplus_cents: whole().notNull().default(0),
    shortfall_cents: whole().notNull().default(0),
    /** credits opened from gifts and still standing, against the planned seats */
    minted: integer().notNull().default(0),
    /** gifts that are paid now, so that nobody has to count them */
    gifts: integer().notNull().default(0),
  },
  () => [
    check('fund_line', sql`line_out between 0 and line_in`),
    check('fund_surplus', sql`surplus_cents >= 0`),
    check('fund_shortfall', sql`shortfall_cents >= 0`),
    check('fund_minted', sql`minted >= 0`),
    check('fund_gifts', sql`gifts >= 0`),
  ],
)

/** The running row that holds are taken from; apart from `fund`, so that a hold never waits for a conversion. */
export const creditStock = pgTable(
  'credit_stock',
  {
    convention_id: uuid().primaryKey(),
    available: integer().notNull().default(0),
    next_number: integer().notNull().default(1),
  },
  () => [check('stock_available', sql`available >= 0`)],
)

export const creditState = pgEnum('credit_state', ['available', 'held', 'spent', 'withdrawn'])
export const creditOrigin = pgEnum('credit_origin', ['gifts', 'surplus', 'structure'])

/** The right to one seat of any performance on offer in its convention. */
export const credit = pgTable(
  'credit',
  {
    convention_id: uuid().notNull(),
    number: integer().notNull(),
    price_cents: whole().notNull(),
    origin: creditOrigin().notNull(),
    state: creditState().notNull(),
    seat_id: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.convention_id, t.number] }),
    index('credit_lowest')
      .on(t.convention_id, t.number)
      .where(sql`state = 'available'`),
    check('credit_seat', sql`(state in ('held', 'spent')) = (seat_id is not null)`),
    check('credit_price', sql`price_cents >= 0`),
  ],
)

/** Cents coming onto the line. A negative one is a reduction. Its span is given once, by the conversion. */
export const inflow = pgTable(
  'inflow',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    convention_id: uuid().notNull(),
    /** null: cents of a credit that was withdrawn again */
    gift_id: uuid(),
    cents: whole().notNull(),
    /** 1 when a gift begins to count with it, -1 when it ends to, else 0 */
    gifts: smallint().notNull().default(0),
    span_from: whole(),
    span_to: whole(),
    applied_at: instant(),
  },
  (t) => [
    index('inflow_waiting')
      .on(t.convention_id, t.id)
      .where(sql`applied_at is null`),
    index('inflow_of_gift').on(t.gift_id),
    uniqueIndex('inflow_span')
      .on(t.convention_id, t.span_from)
      .where(sql`span_from is not null`),
    check('inflow_cents', sql`cents <> 0`),
    check('inflow_span_size', sql`span_from is null or span_to - span_from = cents`),
  ],
)

export const outflowUse = pgEnum('outflow_use', ['credit', 'surplus', 'reduction', 'shortfall'])

/** Where cents of the line went, in the order in which they came: this traces each gift to its seats. */
export const outflow = pgTable(
  'outflow',
  {
    convention_id: uuid().notNull(),
    span_from: whole().notNull(),
    span_to: whole().notNull(),
    use: outflowUse().notNull(),
    credit_number: integer(),
    gift_id: uuid(),
    entry_id: bigint({ mode: 'number' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.convention_id, t.span_from] }),
    check('outflow_span', sql`span_to > span_from`),
    check('outflow_credit', sql`(use = 'credit') = (credit_number is not null)`),
  ],
)
