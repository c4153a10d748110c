import { desc, eq, sql } from 'drizzle-orm'
import { figuresOf, readBalances } from '../../ledger/index.ts'
import { ownOnly, type Asker } from '../../people/index.ts'
import type { Context } from '../../platform/context.ts'
import { convention, organisation, season } from '../../platform/schema/index.ts'

const AT_MOST = 30

/** The conventions that someone may see, the latest season first, each with its terms in force and its figures. */
export async function conventionsWithFigures(ctx: Context, asker: Asker) {
  const in_force = (column: string) => sql<number | null>`(select ${sql.raw(column)} from convention_version v
    where v.convention_id = ${convention.id} and v.in_force_at <= ${ctx.now()} order by v.number desc limit 1)`
  const rows = await ctx.db.read
    .select({
      id: convention.id,
      structure: organisation.name,
      season: season.name,
      planned_seats: in_force('v.planned_seats').mapWith(Number),
      seat_price_cents: in_force('v.seat_price_cents').mapWith(Number),
      agreed: sql<boolean>`exists (select from convention_version v
        where v.convention_id = ${convention.id} and v.in_force_at <= ${ctx.now()})`,
    })
    .from(convention)
    .innerJoin(organisation, eq(organisation.id, convention.structure_id))
    .innerJoin(season, eq(season.id, convention.season_id))
    .where(ownOnly(asker, convention.structure_id))
    .orderBy(desc(season.starts_at), organisation.name)
    .limit(AT_MOST)
  return Promise.all(
    rows.map(async (row) => {
      const [figures, sheet] = await Promise.all([figuresOf(ctx, row.id), readBalances(ctx, row.id)])
      const of = (account: string) => sheet.find((line) => line.account === account)?.balance ?? 0
      const seats = {
        used: of('used'),
        issued: of('issued'),
        held: of('held'),
        available: of('available'),
        unused: of('unused'),
      }
      return { ...row, figures, seats }
    }),
  )
}
export type ConventionFigures = Awaited<ReturnType<typeof conventionsWithFigures>>[number]
