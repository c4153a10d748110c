import { oneReservation, type SeatView } from '../../invitations/index.ts'
import type { Asker } from '../../people/index.ts'
import type { Request } from '../../platform/http.ts'
import { formatsOf, type Language } from '../../platform/languages.ts'
import { visitor } from '../forms.ts'
import { BackTo, Check, EveningFacts, Once, type FormProblem } from '../parts.tsx'
import { show } from '../show.tsx'
import { commonWords } from '../words/common.ts'
import { relayWords, type RelayWords } from '../words/relay.ts'
import { livingSeats, Standing } from './standing.tsx'

export async function relayReservation(c: Request): Promise<Response> {
  return showReservation(c, await visitor(c, 'relay'), c.get('ctx').newId())
}

/** One reservation: how it stands, its tickets, and giving seats back. @throws Problem not_found */
export async function showReservation(
  c: Request,
  asker: Asker,
  key: string,
  refused?: FormProblem & { status: number },
): Promise<Response> {
  const ctx = c.get('ctx')
  const language = c.get('language')
  const words = relayWords[language]
  const common = commonWords[language]
  const id = c.req.param('id') ?? ''
  const reservation = await oneReservation(ctx, asker, id)
  const { state, called_off, starts_at, access_needs, each } = reservation
  const living = livingSeats(reservation)
  const returnable =
    !called_off && starts_at > ctx.now()
      ? each.filter((seat) => seat.state === 'issued' || (seat.state === 'held' && seat.lost))
      : []
  const lost = each.filter((seat) => seat.lost).length
  return show(c, {
    title: reservation.title,
    asker,
    path: `/relay/reservations/${id}`,
    problem: refused,
    status: refused ? (refused.status as 400) : 200,
    children: (
      <>
        <BackTo href="/relay">{words.title}</BackTo>
        <h1>{reservation.title}</h1>
        <EveningFacts language={language} evening={reservation} />
        <p>
          <Standing words={words} reservation={reservation} now={ctx.now()} />
          {living > 0 && ` · ${common.seats(living)}`}
        </p>
        {lost > 0 ? <p>{words.lost(lost)}</p> : <Explained words={words} reservation={reservation} />}
        {access_needs.length > 0 && (
          <p class="soft">
            {words.needs} {access_needs.map((need) => common.access[need as 'wheelchair']).join(', ')}.
          </p>
        )}
        {state === 'asked' && starts_at > ctx.now() && (
          <form class="row" method="post" action={`/relay/reservations/${id}/answer`}>
            <Once value={key} />
            <button type="submit" name="answer" value="yes">
              {words.yes}
            </button>
            <button class="second" type="submit" name="answer" value="no">
              {words.no}
            </button>
            {reservation.expires_at && (
              <p>{words.turn_until(formatsOf(language).evening(reservation.expires_at))}</p>
            )}
          </form>
        )}
        {(state === 'issued' || state === 'booked') && !called_off && <Tickets words={words} seats={each} />}
        {returnable.length > 0 && (
          <GiveBack
            language={language}
            id={id}
            seats={each}
            returnable={returnable}
            once={key}
            error={refused?.fields['seat_ids']}
          />
        )}
      </>
    ),
  })
}

function Explained({
  words,
  reservation: { id, state, called_off, reason },
}: {
  words: RelayWords
  reservation: { id: string; state: string; called_off: boolean; reason: string | null }
}) {
  if (called_off) return <p>{words.called_off_text}</p>
  if (state === 'released') {
    return <p>{words.reason[reason as keyof RelayWords['reason']] ?? words.reason.other}</p>
  }
  if (state !== 'held' && state !== 'booked') return null
  return (
    <>
      <p>{words.arriving}</p>
      <p class="row">
        <a class="button second" href={`/relay/reservations/${id}`}>
          {words.reload}
        </a>
      </p>
    </>
  )
}

function Tickets({ words, seats }: { words: RelayWords; seats: SeatView[] }) {
  return (
    <>
      <h2>{words.tickets}</h2>
      <ul class="card tickets">
        {seats.map((seat, n) => (
          <li>
            <p>
              {words.ticket(n + 1)}{' '}
              <span class="soft">
                · {words.kind[seat.kind]}, {seat.lost ? words.lost_seat : words.seat[seat.state]}
              </span>
            </p>
            {seat.ticket && (
              <a class="button" href={`/v1/tickets/${seat.id}/file`} download>
                {words.download} <span class="hidden">{words.ticket(n + 1)}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function GiveBack(props: {
  language: Language
  id: string
  seats: SeatView[]
  returnable: SeatView[]
  once: string
  error: string | undefined
}) {
  const { language, id, seats, returnable, once, error } = props
  const words = relayWords[language]
  return (
    <>
      <h2>{words.give_back}</h2>
      <form class="card" method="post" action={`/relay/reservations/${id}/give-back`}>
        <Once value={once} />
        <fieldset class="field" id="seat_ids" tabindex={-1} aria-describedby={error && 'seat_ids-error'}>
          <legend>{words.give_back_text}</legend>
          {error !== undefined && (
            <span class="error" id="seat_ids-error">
              {error}
            </span>
          )}
          {returnable.map((seat) => (
            <Check
              name="seat_ids"
              value={seat.id}
              id={`seat-${seat.id}`}
              label={`${words.place(seats.indexOf(seat) + 1)}, ${words.kind[seat.kind]}`}
            />
          ))}
          {returnable.length > 1 && (
            <Check name="seat_ids" value="all" id="seat-all" label={words.every_seat} />
          )}
        </fieldset>
        <div class="row">
          <button class="second" type="submit">
            {words.give_back_button}
          </button>
        </div>
      </form>
    </>
  )
}
