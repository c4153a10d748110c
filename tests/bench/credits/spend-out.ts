import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onDatabase } from '../connection.ts'
import { drive, type Pgbench } from '../pgbench.ts'
import type { BenchPlace } from '../place.ts'
import { violations } from '../../ledger/invariants.ts'
import { idOf } from '../territory/settle.ts'
import { offer } from './offer.ts'
import { ASKING } from './open.ts'
import { holdScript } from './script.ts'

export interface SpentOut {
  credits: number
  asked: number
  spent: number
  /** asks answered a second, most of them by a refusal */
  asks_a_second: number
  violated: string[]
}

/** Has many clients ask for the credits of one convention, far more often than there are. */
export async function spendOut(place: BenchPlace, pgbench: Pgbench): Promise<SpentOut> {
  const { owner_url, worker_url: url } = await place.territory()
  const credits = place.quick ? 200 : 1_000
  await offer(owner_url, 1, credits)
  return onDatabase(owner_url, async (database) => {
    await database.query(
      `create function hold_or_not(p jsonb) returns boolean language plpgsql as $$
       begin perform hold(p); return true; exception when sqlstate 'FT000' then return false; end $$`,
    )
    const script = join(place.folder, 'spend-out.sql')
    writeFileSync(script, holdScript('hold_or_not', 'one', new Date().toISOString()))
    const transactions = Math.ceil((credits * 12.8) / ASKING)
    const variables = { n: 10_000_000 }
    const asks_a_second = await drive(pgbench, {
      url,
      script,
      clients: ASKING,
      transactions,
      protocol: 'simple',
      variables,
    })
    await database.query('analyze')
    const { rows } = await database.query<{ spent: string }>(
      "select count(*) as spent from credit k join seat s on s.id = k.seat_id where k.state = 'held' and s.state = 'held'",
    )
    const violated = Object.keys(await violations(database, idOf('convention', 1)))
    return { credits, asked: transactions * ASKING, spent: Number(rows[0]?.spent), asks_a_second, violated }
  })
}
