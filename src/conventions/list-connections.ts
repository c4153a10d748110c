import { and, asc, eq, gt } from 'drizzle-orm'
import { type Asker, ownOnly, type Page } from '../people/index.ts'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { connection } from '../platform/schema/index.ts'
import { connectionSchema } from './connection-schemas.ts'

/** Only these columns leave the database: neither the credentials nor what `enable` made, which holds a webhook address. */
const shown = {
  id: connection.id,
  structure_id: connection.structure_id,
  platform: connection.platform,
  settings: connection.settings,
  state: connection.state,
  hook_generation: connection.hook_generation,
  hook_overlap_ends_at: connection.hook_overlap_ends_at,
  checks: connection.checks,
  checked_at: connection.checked_at,
  reconciled_at: connection.reconciled_at,
}

/** Connections in the order in which they were made; a structure sees its own. */
export async function listConnections(ctx: Context, asker: Asker, page: Page) {
  const rows = await ctx.db.read
    .select(shown)
    .from(connection)
    .where(
      and(ownOnly(asker, connection.structure_id), page.after ? gt(connection.id, page.after) : undefined),
    )
    .orderBy(asc(connection.id))
    .limit(page.limit + 1)
  const { items, next } = paged(rows, page.limit)
  return { items: items.map((row) => connectionSchema.parse(row)), next }
}

/** @throws Problem not_found */
export async function oneConnection(ctx: Context, asker: Asker, id: string) {
  const [row] = await ctx.db.read
    .select(shown)
    .from(connection)
    .where(and(eq(connection.id, id), ownOnly(asker, connection.structure_id)))
  if (!row) throw new Problem('not_found', { what: 'connection' })
  return connectionSchema.parse(row)
}
