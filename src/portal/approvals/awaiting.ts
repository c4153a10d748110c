import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { ownOnly, type Asker } from '../../people/index.ts'
import type { Context } from '../../platform/context.ts'
import {
  connection,
  convention,
  conventionVersion,
  invitation,
  organisation,
  performance,
  season,
  surplusDecision,
} from '../../platform/schema/index.ts'

const AT_MOST = 50

/** What was proposed and waits for this side's yes: versions of conventions, uses of surplus, invitations. */
export async function awaiting(ctx: Context, asker: Asker) {
  const unsaid = (id: unknown) =>
    sql`not exists (select from approval a where a.subject_id = ${id} and a.side = ${asker.role})`
  const own = ownOnly(asker, convention.structure_id)
  const of = { structure: organisation.name, season: season.name }
  const { read } = ctx.db
  const [versions, surplus, invitations] = await Promise.all([
    read
      .select({
        ...of,
        id: conventionVersion.id,
        number: conventionVersion.number,
        seat_price_cents: conventionVersion.seat_price_cents,
        planned_seats: conventionVersion.planned_seats,
        companions: conventionVersion.companions,
        due_on: conventionVersion.due_on,
        effective_from: conventionVersion.effective_from,
      })
      .from(conventionVersion)
      .innerJoin(convention, eq(convention.id, conventionVersion.convention_id))
      .innerJoin(organisation, eq(organisation.id, convention.structure_id))
      .innerJoin(season, eq(season.id, convention.season_id))
      .where(
        and(
          own,
          isNull(conventionVersion.in_force_at),
          unsaid(conventionVersion.id),
          // what a later version has overtaken asks nobody any more
          sql`not exists (select from convention_version later where later.convention_id = ${convention.id}
            and later.number > ${conventionVersion.number})`,
        ),
      )
      .orderBy(asc(conventionVersion.proposed_at))
      .limit(AT_MOST),
    read
      .select({
        ...of,
        id: surplusDecision.id,
        use: surplusDecision.use,
        cents: surplusDecision.cents,
        seats: surplusDecision.seats,
        reason: surplusDecision.reason,
      })
      .from(surplusDecision)
      .innerJoin(convention, eq(convention.id, surplusDecision.convention_id))
      .innerJoin(organisation, eq(organisation.id, convention.structure_id))
      .innerJoin(season, eq(season.id, convention.season_id))
      .where(and(own, isNull(surplusDecision.taken_at), unsaid(surplusDecision.id)))
      .orderBy(asc(surplusDecision.proposed_at))
      .limit(AT_MOST),
    read
      .select({
        structure: organisation.name,
        id: invitation.id,
        seats: invitation.seats,
        title: performance.title,
        venue: performance.venue,
        starts_at: performance.starts_at,
      })
      .from(invitation)
      .innerJoin(performance, eq(performance.id, invitation.performance_id))
      .innerJoin(connection, eq(connection.id, performance.connection_id))
      .innerJoin(organisation, eq(organisation.id, connection.structure_id))
      .where(
        and(
          ownOnly(asker, connection.structure_id),
          eq(invitation.state, 'proposed'),
          eq(performance.state, 'scheduled'),
          gt(performance.starts_at, ctx.now()),
          unsaid(invitation.id),
        ),
      )
      .orderBy(asc(performance.starts_at))
      .limit(AT_MOST),
  ])
  return { versions, surplus, invitations }
}
export type Awaiting = Awaited<ReturnType<typeof awaiting>>
export const howMany = ({ versions, surplus, invitations }: Awaiting): number =>
  versions.length + surplus.length + invitations.length
