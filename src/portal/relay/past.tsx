import { listReservations } from '../../invitations/index.ts'
import type { Request } from '../../platform/http.ts'
import { visitor } from '../forms.ts'
import { BackTo } from '../parts.tsx'
import { show } from '../show.tsx'
import { commonWords } from '../words/common.ts'
import { relayWords } from '../words/relay.ts'
import { Booked } from './home.tsx'

/** What a relay booked before, or gave back, the latest first. */
export async function relayPast(c: Request): Promise<Response> {
  const ctx = c.get('ctx')
  const language = c.get('language')
  const words = relayWords[language]
  const asker = await visitor(c, 'relay')
  const after = /^[\da-f-]{36}$/.exec(c.req.query('after') ?? '')?.[0]
  const past = await listReservations(ctx, asker, { limit: 50, after, ahead: false, newest_first: true })
  return show(c, {
    title: words.past,
    asker,
    children: (
      <>
        <BackTo href="/relay">{words.title}</BackTo>
        <h1>{words.past}</h1>
        {past.items.length === 0 && <p class="lead">{words.no_past}</p>}
        <ul class="list past">
          {past.items.map((reservation) => (
            <Booked language={language} reservation={reservation} now={ctx.now()} level="h2" />
          ))}
        </ul>
        <p class="row">
          {past.next !== null && (
            <a class="button second" href={`/relay/past?after=${past.next}`}>
              {commonWords[language].more}
            </a>
          )}
        </p>
      </>
    ),
  })
}
