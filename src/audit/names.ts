import { eq, inArray } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { connection, convention, organisation, season } from '../platform/schema/index.ts'
import type { Difference, Found } from './difference.ts'

/** Says of each difference whose books they are: the structure, and of a convention the season. */
export async function withNames(ctx: Context, found: readonly Found[]): Promise<Difference[]> {
  if (found.length === 0) return []
  const ids = (of: 'convention_id' | 'connection_id') => [...new Set(found.flatMap((one) => one[of] ?? []))]
  const [conventions, connections] = await Promise.all([
    ctx.db.read
      .select({ id: convention.id, structure: organisation.name, season: season.name })
      .from(convention)
      .innerJoin(organisation, eq(organisation.id, convention.structure_id))
      .innerJoin(season, eq(season.id, convention.season_id))
      .where(inArray(convention.id, ids('convention_id'))),
    ctx.db.read
      .select({ id: connection.id, structure: organisation.name })
      .from(connection)
      .innerJoin(organisation, eq(organisation.id, connection.structure_id))
      .where(inArray(connection.id, ids('connection_id'))),
  ])
  const named = new Map<string, { structure: string; season?: string }>(
    [...conventions, ...connections].map((row) => [row.id, row]),
  )
  return found.map((one) => {
    const name = named.get(one.convention_id ?? one.connection_id ?? '')
    return { ...one, structure: name?.structure ?? null, season: name?.season ?? null }
  })
}
