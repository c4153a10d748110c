import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import { invitation, performance, reservation } from '../platform/schema/index.ts'
import { isMailTemplate, renderMail, type RenderedMail } from './mails.ts'
import { show } from './show.ts'

const about = z.object({ reservation_id: z.uuid(), before: z.string().optional() })

/**
 * Writes a stored mail out, with what is true now: its reservation, its evening, its page.
 * @throws Problem not_found when there is no such reservation; Error for a template that has no text
 */
export async function writeMail(
  ctx: Context,
  row: { template: string; about: unknown; language: 'fr' | 'en' },
): Promise<RenderedMail> {
  if (!isMailTemplate(row.template)) throw new Error(`no text is written for the mail ${row.template}`)
  const { reservation_id, before } = about.parse(row.about)
  const [facts] = await ctx.db.read
    .select({
      title: show.title,
      venue: show.venue,
      starts_at: show.starts_at,
      expires_at: reservation.expires_at,
      // as many as were asked for: that is what each mail is about, whatever became of them since
      seats: sql<number>`(select count(*)::int from seat where reservation_id = ${reservation.id})`,
    })
    .from(reservation)
    .innerJoin(invitation, eq(invitation.id, reservation.invitation_id))
    .innerJoin(performance, eq(performance.id, invitation.performance_id))
    .where(eq(reservation.id, reservation_id))
  if (!facts) throw new Problem('not_found', { what: 'reservation' })
  const url = `${ctx.origin}/relay/reservations/${reservation_id}`
  return renderMail(row.template, { ...facts, url, before: before ?? null }, row.language)
}
