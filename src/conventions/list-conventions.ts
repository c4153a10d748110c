import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { z } from '@hono/zod-openapi'
import { type Asker, ownOnly, type Page } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { approval, convention, conventionVersion } from '../platform/schema/index.ts'
import { versionSchema, type conventionInFullSchema } from './schemas.ts'

/** Conventions in the order in which they were made; a structure sees its own. */
export async function listConventions(
  ctx: Context,
  asker: Asker,
  page: Page & { season_id?: string | undefined; structure_id?: string | undefined },
) {
  const rows = await select(ctx)
    .where(
      and(
        ownOnly(asker, convention.structure_id),
        page.season_id ? eq(convention.season_id, page.season_id) : undefined,
        page.structure_id ? eq(convention.structure_id, page.structure_id) : undefined,
        page.after ? gt(convention.id, page.after) : undefined,
      ),
    )
    .orderBy(asc(convention.id))
    .limit(page.limit + 1)
  return paged(rows, page.limit)
}

/**
 * One convention with all that was ever proposed, who approved it, and which version is in force.
 * @throws Problem not_found
 */
export async function oneConvention(
  ctx: Context,
  asker: Asker,
  id: string,
): Promise<z.infer<typeof conventionInFullSchema>> {
  const [found] = await select(ctx).where(and(eq(convention.id, id), ownOnly(asker, convention.structure_id)))
  if (!found) throw new Problem('not_found', { what: 'convention' })
  const rows = await ctx.db.read
    .select()
    .from(conventionVersion)
    .where(eq(conventionVersion.convention_id, id))
    .orderBy(desc(conventionVersion.number))
  const said = await approvalsOf(
    ctx,
    rows.map((row) => row.id),
  )
  const versions = rows.map((row) =>
    versionSchema.parse({
      ...row,
      standing: standingOf(row, found.in_force_version, ctx.now()),
      approvals: said.get(row.id) ?? [],
    }),
  )
  return { ...found, versions }
}

/** Who has said yes to each of these, in the order in which they did. */
export async function approvalsOf(ctx: Context, subject_ids: string[]) {
  const rows = await ctx.db.read
    .select({ subject_id: approval.subject_id, side: approval.side, at: approval.at })
    .from(approval)
    .where(inArray(approval.subject_id, subject_ids))
    .orderBy(asc(approval.at))
  return Map.groupBy(rows, ({ subject_id }) => subject_id)
}

const select = (ctx: Context) =>
  ctx.db.read
    .select({
      id: convention.id,
      structure_id: convention.structure_id,
      season_id: convention.season_id,
      collects_from: convention.collects_from,
      collects_until: convention.collects_until,
      in_force_version: sql<number | null>`(select max(v.number) from convention_version v
        where v.convention_id = convention.id and v.in_force_at <= ${ctx.now()})`,
    })
    .from(convention)

function standingOf(
  version: { number: number; in_force_at: string | null },
  in_force_version: number | null,
  now: string,
) {
  if (version.number === in_force_version) return 'in_force'
  if (in_force_version !== null && version.number < in_force_version) return 'past'
  return version.in_force_at !== null && version.in_force_at > now ? 'agreed' : 'proposed'
}
