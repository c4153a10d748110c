import { sql } from 'drizzle-orm'
import { duration, MOST_TOLD, type Alarm } from './alarm.ts'
import { DAYS, MOST_A_DAY, silenceOf, type GivingDay } from './silence-rule.ts'

/** No gift where gifts usually come, while a convention collects: a step that is gone, or webhooks that are lost. */
export const silence: Alarm = {
  kind: 'silence',
  async find(ctx) {
    const now = ctx.now()
    const asked = JSON.stringify({ now, days: DAYS, most: MOST_A_DAY })
    const { rows } = await ctx.db.read.execute<{
      connections: { connection_id: string; structure: string; days: GivingDay[] }[]
    }>(sql`select giving_days(${asked}::jsonb) as connections`)
    return (rows[0]?.connections ?? [])
      .flatMap(({ connection_id, structure, days }) => {
        const found = silenceOf(days, now)
        if (!found) return []
        const { silent_ms, usual, longest_gap_ms } = found
        const message = `${structure}: no gift for ${duration(silent_ms)}, where ${usual.toFixed(1)} a day were usual and the longest pause was ${duration(longest_gap_ms)}.`
        const todo =
          'Buy a subscription as anyone would and see whether the donation step is shown; enable the connection again, which checks and mends what is there.'
        return [{ subject: connection_id, message, todo }]
      })
      .slice(0, MOST_TOLD)
  },
}
