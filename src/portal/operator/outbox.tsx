import { desc, eq } from 'drizzle-orm'
import type { Request } from '../../platform/http.ts'
import { formatsOf } from '../../platform/languages.ts'
import { mail, organisation } from '../../platform/schema/index.ts'
import { visitor } from '../forms.ts'
import { writeMail } from '../mails.ts'
import { notFoundPage } from '../problem-page.tsx'
import { show } from '../show.tsx'
import { operatorWords } from '../words/operator.ts'

const AT_MOST = 30

/** In development only: the latest mails, as they go out or would. */
export async function outboxPage(c: Request): Promise<Response> {
  const ctx = c.get('ctx')
  const words = operatorWords[c.get('language')]
  const { evening } = formatsOf(c.get('language'))
  const asker = await visitor(c, 'operator')
  if (!ctx.development) return notFoundPage(c)
  const rows = await ctx.db.read
    .select({
      template: mail.template,
      about: mail.about,
      created_at: mail.created_at,
      sent_at: mail.sent_at,
      name: organisation.name,
      language: organisation.language,
    })
    .from(mail)
    .innerJoin(organisation, eq(organisation.id, mail.organisation_id))
    .orderBy(desc(mail.created_at), desc(mail.id))
    .limit(AT_MOST)
  const mails = await Promise.all(rows.map(async (row) => ({ ...row, ...(await writeMail(ctx, row)) })))
  return show(c, {
    title: words.outbox_title,
    asker,
    children: (
      <>
        <h1>{words.outbox_title}</h1>
        <p class="lead">{words.outbox_lead}</p>
        {mails.length === 0 && <p>{words.outbox_empty}</p>}
        <div class="list mails">
          {mails.map(({ name, language, subject, text, sent_at }) => (
            <article class="card">
              <h2 lang={language}>{subject}</h2>
              <p class="soft small">
                {words.to(name)} · {sent_at ? words.sent(evening(sent_at)) : words.unsent}
              </p>
              <pre lang={language}>{text}</pre>
            </article>
          ))}
        </div>
      </>
    ),
  })
}
