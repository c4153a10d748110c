import { sayDifferences } from '../../audit/index.ts'
import { formatsOf, type Language } from '../../platform/languages.ts'
import { Once } from '../parts.tsx'
import { commonWords } from '../words/common.ts'
import { operatorWords, type OperatorWords } from '../words/operator.ts'
import { troubleWords, type TroubleWords } from '../words/troubles.ts'
import { Item } from './item.tsx'
import { Suspense } from './suspense.tsx'
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
      {seen.troubles.map(({ kind, subject, message, todo, opened_at, reservation, structure }) => {
        const told = troubles[kind as keyof TroubleWords] ?? troubles.other
        return (
          <Item title={told.title} since={words.since(evening(opened_at))}>
            {reservation && (
              <p class="seats">
                {reservation.title}, {evening(reservation.starts_at)} · {reservation.relay}
              </p>
            )}
            {structure && <p class="seats">{structure}</p>}
            <p>{told.text}</p>
            <p>
              <strong>{words.to_do}</strong> {told.todo}
            </p>
            {kind === 'audit' && <Audited language={language} audited={seen.audited} />}
            <Technical words={words} lines={[message, todo]} />
            {reservation && reservation.lost.length > 0 && (
              <form class="row" method="post" action={`/operator/reservations/${subject}/give-back`}>
                <Once value={newKey()} />
                {reservation.lost.map((id) => (
                  <input type="hidden" name="seat_ids" value={id} />
                ))}
                <button type="submit">
                  {words.give_back(reservation.lost.length)}
                  <span class="hidden">, {reservation.title}</span>
                </button>
                <span class="soft small">{words.give_back_text}</span>
              </form>
            )}
            {reservation && kind !== 'promise' && (
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
      <Suspense language={language} suspense={seen.suspense} />
      {seen.more && <p>{words.more_to_see}</p>}
    </>
  )
}

/** Each difference that the last audit found, with what to do said once. */
function Audited({ language, audited }: { language: Language; audited: ToSee['audited'] }) {
  const words = operatorWords[language]
  if (!audited || audited.differences.length === 0) return null
  return (
    <>
      {sayDifferences(audited.differences, language).map(({ todo, told }) => (
        <>
          <ul>
            {told.map(({ what, where, sides }) => (
              <li>
                <strong>{what}</strong>
                <br />
                {where}
                <br />
                {sides}
              </li>
            ))}
          </ul>
          <p>
            <strong>{words.to_do}</strong> {todo}
          </p>
        </>
      ))}
      {audited.more > 0 && <p>{words.audit_more(audited.more)}</p>}
    </>
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
