import { and, desc, eq, gte, lte, sql } from 'drizzle-orm'
import { DAY_MS, later, type Instant } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import { formatsOf, type Language } from '../../platform/languages.ts'
import { invitation, performance } from '../../platform/schema/index.ts'
import { Evening, Once, Tag } from '../parts.tsx'
import { operatorWords } from '../words/operator.ts'

const RECENT_MS = 14 * DAY_MS
const AT_MOST = 20

/** The evenings of the last two weeks that had invitations, the latest first. */
export async function recentEvenings(ctx: Context) {
  const counted = (state: string) => sql<number>`(select count(*)::int from reservation r
    join seat s on s.reservation_id = r.id where r.invitation_id = ${invitation.id} and s.state = ${state})`
  return ctx.db.read
    .select({
      id: performance.id,
      title: performance.title,
      venue: performance.venue,
      starts_at: performance.starts_at,
      state: performance.state,
      closed_at: performance.closed_at,
      final_at: performance.final_at,
      used: counted('used'),
      unused: counted('unused'),
      issued: counted('issued'),
      silent: sql<boolean>`exists (select from trouble where kind = 'attendance' and subject = ${performance.id}::text
        and resolved_at is null)`,
    })
    .from(performance)
    .innerJoin(invitation, eq(invitation.performance_id, performance.id))
    .where(
      and(lte(performance.starts_at, ctx.now()), gte(performance.starts_at, later(ctx.now(), -RECENT_MS))),
    )
    .orderBy(desc(performance.starts_at), desc(performance.id))
    .limit(AT_MOST)
}
export type RecentEvening = Awaited<ReturnType<typeof recentEvenings>>[number]

export function Evenings(props: {
  language: Language
  evenings: RecentEvening[]
  now: Instant
  newKey: () => string
}) {
  const { language, evenings, now, newKey } = props
  const words = operatorWords[language]
  const formats = formatsOf(language)
  if (evenings.length === 0) return <p>{words.no_evenings}</p>
  return (
    <ul class="list">
      {evenings.map((evening) => (
        <Evening language={language} evening={evening} action={closable(evening) && close(evening)}>
          {evening.state === 'cancelled' ? (
            <Tag tone="alert">{words.cancelled}</Tag>
          ) : (
            <>
              <p class="seats">
                {evening.closed_at === null && evening.issued > 0
                  ? words.expected(evening.issued + evening.used)
                  : words.came(evening.used, evening.unused)}
              </p>
              <p class="soft small">{standing(evening)}</p>
            </>
          )}
        </Evening>
      ))}
    </ul>
  )

  function standing({ closed_at, final_at }: RecentEvening): string {
    if (closed_at === null || final_at === null) return words.to_close
    return final_at > now ? words.provisional(formats.day(final_at)) : words.final
  }
  function closable({ state, closed_at }: RecentEvening): boolean {
    return state === 'scheduled' && closed_at === null
  }
  function close({ id, title, starts_at, silent }: RecentEvening) {
    return (
      <form class="buttons" method="post" action={`/operator/evenings/${id}/close`}>
        <Once value={newKey()} />
        <button class="second" type="submit">
          {words.close} <span class="hidden">{words.for_evening(title, formats.day(starts_at))}</span>
        </button>
        {silent && (
          <button class="second" type="submit" name="without_the_venue" value="yes">
            {words.close_silent}{' '}
            <span class="hidden">{words.for_evening(title, formats.day(starts_at))}</span>
          </button>
        )}
      </form>
    )
  }
}
