import type { Child } from 'hono/jsx'
import { formatsOf, type Language } from '../../platform/languages.ts'
import { Once } from '../parts.tsx'
import { commonWords } from '../words/common.ts'
import { operatorWords, type OperatorWords } from '../words/operator.ts'
import { troubleWords, type TroubleWords } from '../words/troubles.ts'
import type { ToSee } from './to-see.ts'

interface Props {
  language: Language
  seen: ToSee
  newKey: () => string
}

/** Each thing that needs a person: what happened, what was done, what to do, and the button that does it. */
export function ToSeeList({ language, seen, newKey }: Props) {
  const words = operatorWords[language]
  const troubles = troubleWords[language]
  const { evening, money } = formatsOf(language)
  const { seats } = commonWords[language]
  return (
    <>
      {seen.troubles.map(({ kind, subject, message, todo, opened_at, reservation }) => {
        const told = troubles[kind as keyof TroubleWords] ?? troubles.other
        return (
          <Item title={told.title} since={words.since(evening(opened_at))}>
            {reservation && (
              <p class="seats">
                {reservation.title}, {evening(reservation.starts_at)} · {reservation.relay}
              </p>
            )}
            <p>{told.text}</p>
            <p>
              <strong>{words.to_do}</strong> {told.todo}
            </p>
            <Technical words={words} lines={[message, todo]} />
            {reservation && (
              <form class="row" method="post" action={`/operator/reservations/${subject}/resume`}>
                <Once value={newKey()} />
                <button type="submit">
                  {words.again}
                  <span class="hidden">, {reservation.title}</span>
                </button>
                <span class="soft small">{words.again_text}</span>
              </form>
            )}
          </Item>
        )
      })}
      {seen.hooks.map(({ id, structure, reason, received_at, event_id }) => (
        <Item title={words.hook} since={words.since(evening(received_at))}>
          <p>{words.hook_text(structure)}</p>
          <p>
            <strong>{words.to_do}</strong> {words.hook_todo}
          </p>
          <Technical words={words} lines={[reason ?? '', event_id]} />
          <form class="row" method="post" action={`/operator/webhooks/${id}/replay`}>
            <Once value={newKey()} />
            <button type="submit">
              {words.replay}
              <span class="hidden">, {event_id}</span>
            </button>
          </form>
        </Item>
      ))}
      {seen.differences.map(({ structure, kind, reference, ours, theirs, found_at }) => {
        const amount = (text: string | null) =>
          kind === 'gift' ? money(Number(text ?? 0)) : seats(Number(text ?? 0))
        const { difference_kind } = words
        return (
          <Item title={words.difference} since={words.since(evening(found_at))}>
            <p>
              {words.difference_text(
                structure,
                difference_kind[kind as keyof OperatorWords['difference_kind']] ?? difference_kind.other,
              )}
            </p>
            <p>
              {words.ours(amount(ours))} · {words.theirs(amount(theirs))}
            </p>
            <p>
              <strong>{words.to_do}</strong> {words.difference_todo}
            </p>
            <Technical words={words} lines={[reference]} />
          </Item>
        )
      })}
      {seen.more && <p>{words.more_to_see}</p>}
    </>
  )
}

function Item({ title, since, children }: { title: string; since: string; children?: Child }) {
  return (
    <section class="card todo">
      <h3>{title}</h3>
      <p class="soft small">{since}</p>
      {children}
    </section>
  )
}

/** As the machines said it, in their own words; they speak English. */
function Technical({ words, lines }: { words: OperatorWords; lines: string[] }) {
  return (
    <details>
      <summary>{words.details}</summary>
      {lines
        .filter((line) => line !== '')
        .map((line) => (
          <p class="said" lang="en">
            {line}
          </p>
        ))}
    </details>
  )
}
