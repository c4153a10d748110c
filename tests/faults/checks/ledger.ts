import { INVARIANTS } from '../../ledger/invariants.ts'
import type { Play } from '../play.ts'

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** All that the tests of the ledger hold true at any moment, asked in one query: names with what breaks them. */
const ALL = Object.entries(INVARIANTS)
  .map(([name, query]) => `select ${quoted(name)} as name, (select jsonb_agg(b) from (${query}) b) as broken`)
  .join('\nunion all\n')

/** I1, I2, I6: true at any moment, also right after a kill. */
export async function ledgerViolations({ scene, territory }: Play): Promise<string[]> {
  const found: string[] = []
  for (const { venue, convention_id } of territory.theatres) {
    const { rows } = await scene.pg.query<{ name: string; broken: unknown[] | null }>(ALL, [convention_id])
    for (const { name, broken } of rows) {
      if (broken) found.push(`${venue.name}: not so: ${name}: ${JSON.stringify(broken).slice(0, 400)}`)
    }
  }
  const { rows } = await scene.pg.query<{ what: string }>(BESIDE)
  return [...found, ...rows.map(({ what }) => what)]
}

const SEATS = "('minted', 'available', 'held', 'issued', 'used', 'unused')"
/** Every account of every convention, per unit; what has a floor; what two have to decide. */
const BESIDE = `
  select 'I1: everything in ' || unit || ' is off by ' || sum(signed) as what from (
    select case when debit in ${SEATS} then 'SEAT' else 'EUR' end as unit, amount as signed from posting
    union all select case when credit in ${SEATS} then 'SEAT' else 'EUR' end, -amount from posting) l
  group by unit having sum(signed) <> 0
  union all select 'I2: ' || seats_left || ' seats are left of the invitation ' || id from invitation
    where seats_left not between 0 and seats
  union all select 'I2: ' || available || ' credits are available in ' || convention_id from credit_stock where available < 0
  union all select 'I2: the fund ' || convention_id || ' stands below zero' from fund
    where line_out > line_in or surplus_cents < 0 or shortfall_cents < 0
  union all select 'the invitation ' || id || ' is open with one side''s yes' from invitation
    where state = 'open' and not approved_by_both(id)
  union all select 'the decision ' || id || ' was carried out with one side''s yes' from surplus_decision
    where taken_at is not null and not approved_by_both(id)`
