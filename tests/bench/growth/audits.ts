import { ACCOUNT_NAMES, ACCOUNTS } from '../../../src/ledger/accounts.ts'
import { connect } from '../connection.ts'
import type { Ledger } from './ledgers.ts'

/** Recomputes the books of one territory. Both answer how long it took, in ms. */
export interface Auditor {
  ledger: Ledger
  /** the program's own audit of all books */
  audit(): Promise<number>
  /** what anyone would write: every balance of every convention from its postings, and nothing compared */
  aggregate(): Promise<number>
  /** differences that the audit found, at most */
  drift: number
  close(): Promise<void>
}

const AGGREGATE = `select convention_id, account, sum(debits), sum(credits) from (
    select convention_id, debit as account, amount as debits, 0 as credits from posting
    union all select convention_id, credit, 0, amount from posting) l group by 1, 2`

export async function openAuditor(ledger: Ledger): Promise<Auditor> {
  const database = await connect(ledger.url)
  const debit_side = ACCOUNT_NAMES.filter((name) => ACCOUNTS[name].side === 'debit')
  const asked = { convention_id: null, debit_side, limit: 50 }
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
    async aggregate() {
      const begun_ms = performance.now()
      await database.query(AGGREGATE)
      return performance.now() - begun_ms
    },
    close: () => database.end(),
  }
  return auditor
}
interface Audited {
  differences: unknown[]
  more: number
  checked: { gifts: number }
}
