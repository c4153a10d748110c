import { and, asc, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { paged } from '../platform/http.ts'
import { mail } from '../platform/schema/index.ts'
import type { Page } from './fields.ts'

/** The outbox: what was written to organisations, sent or still waiting; the oldest first; for the operator. */
export async function listMails(ctx: Context, page: Page & { sent?: boolean | undefined }) {
  const { id, organisation_id, template, about, created_at, sent_at, tries, failure } = mail
  const rows = await ctx.db.read
    .select({ id, organisation_id, template, about, created_at, sent_at, tries, failure })
    .from(mail)
    .where(
      and(
        page.sent === undefined ? undefined : page.sent ? isNotNull(sent_at) : isNull(sent_at),
        page.after
          ? sql`(created_at, id) > (select m.created_at, m.id from mail m where m.id = ${page.after})`
          : undefined,
      ),
    )
    .orderBy(asc(created_at), asc(id))
    .limit(page.limit + 1)
  return paged(
    rows.map((row) => ({ ...row, about: row.about as Record<string, unknown> })),
    page.limit,
  )
}
