import type { World } from './world.ts'

const PATIENCE_MS = 20_000
const AGAIN_MS = 20

/** Rolls up until no posting is younger: transactions of the whole server hold the horizon back, not only those of this test. */
export async function rollUpAll({ db, pg }: Pick<World, 'db' | 'pg'>): Promise<void> {
  const until_ms = Date.now() + PATIENCE_MS
  for (;;) {
    await db.call('roll_up', {})
    const { rows } = await pg.query(
      'select from posting where written_by >= (select written_before from rollup_horizon) limit 1',
    )
    if (rows.length === 0) return
    if (Date.now() > until_ms) throw new Error(`Postings are not rolled up after ${PATIENCE_MS} ms.`)
    await new Promise((again) => setTimeout(again, AGAIN_MS))
  }
}
