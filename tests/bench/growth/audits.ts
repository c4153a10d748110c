import { ACCOUNT_NAMES, ACCOUNTS } from '../../../src/ledger/accounts.ts'
import { connect } from '../connection.ts'
import type { Ledger } from './ledgers.ts'

/** Recomputes the books of one territory. All answer how long it took, in ms. */
export interface Auditor {
  ledger: Ledger
  /** the program's own audit of all books */
  audit(): Promise<number>
  /** what anyone would write to recompute every total that is kept, and nothing compared; see `TOTALS` */
  aggregate(): Promise<number>
  /** the least part of it: every balance of every convention from its postings */
  balances(): Promise<number>
  /** differences that the audit found, at most */
  drift: number
  close(): Promise<void>
}

/** Each balance once: every posting is read once, and its two accounts are told apart when all are added up. */
const BALANCES = 'select convention_id, debit, credit, sum(amount) from posting group by 1, 2, 3'

/**
 * The yardstick of the audit: plain SQL that recomputes all that is kept as a total, each convention's from the rows that it
 * counts. Postings alone are not enough: how many gifts count, where the line of cents ends on either side, which credits
 * stand and what became of the seats are running rows and figures of the report too, and no posting tells them. So this
 * reads once what an audit cannot do without, in the shortest way; what the audit takes beyond it is the price of comparing
 * and of tying each row to its own (every entry to its postings, every gift to its entries and inflows, every credit to its
 * cents, cents to a line without a gap), for which it also reads the entries.
 */
const TOTALS = [
  BALANCES,
  'select convention_id, count(*) from gift where posted_cents > 0 group by 1',
  `select convention_id, sum(cents) filter (where cents > 0 and applied_at is not null),
     sum(cents) filter (where applied_at is null) from inflow group by 1`,
  'select convention_id, sum(span_to - span_from) from outflow group by 1',
  'select convention_id, origin, state, count(*), sum(price_cents), max(number) from credit group by 1, 2, 3',
  'select convention_id, state, ticket_type is not null, count(*), sum(due_cents) from seat group by 1, 2, 3',
]

export async function openAuditor(ledger: Ledger): Promise<Auditor> {
  const database = await connect(ledger.url)
  const debit_side = ACCOUNT_NAMES.filter((name) => ACCOUNTS[name].side === 'debit')
  const asked = { convention_id: null, debit_side, limit: 50 }
  async function timed(queries: readonly string[]): Promise<number> {
    const begun_ms = performance.now()
    for (const query of queries) await database.query(query)
    return performance.now() - begun_ms
  }
  const auditor: Auditor = {
    ledger,
    drift: 0,
    async audit() {
      const begun_ms = performance.now()
      const { rows } = await database.query<{ answer: Audited }>('select audit_books($1::jsonb) as answer', [
        asked,
      ])
      const took_ms = performance.now() - begun_ms
      const { differences = [], more = 0, checked } = rows[0]?.answer ?? {}
      if ((checked?.gifts ?? 0) < ledger.gifts)
        throw new Error(`The audit looked at ${checked?.gifts} gifts only.`)
      auditor.drift = Math.max(auditor.drift, differences.length + more)
      return took_ms
    },
    aggregate: () => timed(TOTALS),
    balances: () => timed([BALANCES]),
    close: () => database.end(),
  }
  return auditor
}
interface Audited {
  differences: unknown[]
  more: number
  checked: { gifts: number }
}
