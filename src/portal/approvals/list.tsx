import type { Child } from 'hono/jsx'
import { formatsOf, type Language } from '../../platform/languages.ts'
import { Evening, Once } from '../parts.tsx'
import { commonWords } from '../words/common.ts'
import { operatorWords } from '../words/operator.ts'
import type { Awaiting } from './awaiting.ts'

interface Props {
  language: Language
  awaiting: Awaiting
  newKey: () => string
}

/** What awaits this side's yes, each with what it says and a button. */
export function Approvals({ language, awaiting, newKey }: Props) {
  const words = operatorWords[language]
  const { seats } = commonWords[language]
  const { money, day, evening } = formatsOf(language)
  return (
    <div class="list">
      {awaiting.versions.map((version) => (
        <section class="card">
          <h3>
            {version.structure} · {version.season} · {words.version(version.number)}
          </h3>
          <p>{words.terms(money(version.seat_price_cents), version.planned_seats)}</p>
          <p class="soft">
            {words.agreed(version.companions, version.due_on)} {words.from(day(version.effective_from))}
          </p>
          <Approve words={words.approve} subject="version" id={version.id} newKey={newKey}>
            {words.version(version.number)}, {version.structure}
          </Approve>
        </section>
      ))}
      {awaiting.surplus.map((decision) => (
        <section class="card">
          <h3>
            {decision.structure} · {decision.season} · {words.surplus_use(money(decision.cents))}{' '}
            {words.use[decision.use]}
          </h3>
          {decision.seats !== null && <p>{seats(decision.seats)}</p>}
          <p class="soft">{decision.reason}</p>
          <Approve words={words.approve} subject="surplus" id={decision.id} newKey={newKey}>
            {words.surplus_use(money(decision.cents))}, {decision.structure}
          </Approve>
        </section>
      ))}
      {awaiting.invitations.length > 0 && (
        <ul class="list">
          {awaiting.invitations.map((invitation) => (
            <Evening language={language} evening={invitation}>
              <p>
                {seats(invitation.seats)} · {invitation.structure}
              </p>
              <Approve words={words.approve} subject="invitation" id={invitation.id} newKey={newKey}>
                {invitation.title}, {evening(invitation.starts_at)}
              </Approve>
            </Evening>
          ))}
        </ul>
      )}
    </div>
  )
}

function Approve(props: {
  words: string
  subject: 'version' | 'surplus' | 'invitation'
  id: string
  newKey: () => string
  children?: Child
}) {
  return (
    <form class="row" method="post" action={`/approvals/${props.subject}/${props.id}`}>
      <Once value={props.newKey()} />
      <button type="submit">
        {props.words}
        <span class="hidden">, {props.children}</span>
      </button>
    </form>
  )
}
