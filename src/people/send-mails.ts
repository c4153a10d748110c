import { asc, and, eq, isNull, lt } from 'drizzle-orm'
import type { Context, Mail } from '../platform/context.ts'
import { mail, organisation } from '../platform/schema/index.ts'

const TRIES = 8

/** Writes one mail from its template and what it is about. */
export type Render = (ctx: Context, row: MailRow) => Promise<Omit<Mail, 'to'>>
export interface MailRow {
  id: string
  template: string
  about: unknown
  language: 'fr' | 'en'
  email: string | null
}

/** Sends what waits in the outbox. Without a mail service all stays there, where the development page shows it. */
export async function sendMails(ctx: Context, render: Render): Promise<void> {
  if (!ctx.send) return
  const waiting = await ctx.db.read
    .select({
      id: mail.id,
      template: mail.template,
      about: mail.about,
      language: organisation.language,
      email: organisation.email,
    })
    .from(mail)
    .innerJoin(organisation, eq(organisation.id, mail.organisation_id))
    .where(and(isNull(mail.sent_at), lt(mail.tries, TRIES)))
    .orderBy(asc(mail.created_at))
    .limit(50)
  for (const row of waiting) {
    const failure = await send(ctx, render, row)
    await ctx.db.call('mail_sent', { id: row.id, failure, now: ctx.now() })
  }
}

async function send(ctx: Context, render: Render, row: MailRow): Promise<string | null> {
  if (!row.email) return null // the organisation reads its page
  try {
    await ctx.send?.({ to: row.email, ...(await render(ctx, row)) })
    return null
  } catch (cause) {
    return String(cause)
  }
}
