import {
  listInvitations,
  listReservations,
  listWaiting,
  type Offer,
  type ReservationView,
} from '../../invitations/index.ts'
import type { Request } from '../../platform/http.ts'
import { formatsOf, type Language } from '../../platform/languages.ts'
import { visitor } from '../forms.ts'
import { Evening, Once } from '../parts.tsx'
import { show } from '../show.tsx'
import { commonWords } from '../words/common.ts'
import { relayWords } from '../words/relay.ts'
import { livingSeats, Standing } from './standing.tsx'

const OFFERS_A_PAGE = 60
const OWN_AT_MOST = 200

/** A relay's first page: what awaits its answer, what it has booked, and what is on offer. */
export async function relayHome(c: Request): Promise<Response> {
  const ctx = c.get('ctx')
  const language = c.get('language')
  const words = relayWords[language]
  const asker = await visitor(c, 'relay')
  const after = /^[\da-f-]{36}$/.exec(c.req.query('after') ?? '')?.[0]
  const [own, waiting, offers] = await Promise.all([
    listReservations(ctx, asker, { limit: OWN_AT_MOST, ahead: true }),
    listWaiting(ctx, asker, { limit: OWN_AT_MOST, state: 'waiting' }),
    listInvitations(ctx, asker, { limit: OFFERS_A_PAGE, after }),
  ])
  const turns = own.items.filter(({ state }) => state === 'asked')
  const booked = own.items
    .filter(({ state, reason }) => state !== 'asked' && reason !== 'declined')
    .toSorted((a, b) => a.starts_at.localeCompare(b.starts_at))

  return show(c, {
    title: words.title,
    asker,
    children: (
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <p class="row">
          <a class="button second" href="#offers">
            {words.see_offers}
          </a>
        </p>
        {turns.length > 0 && <Turns language={language} turns={turns} newKey={() => ctx.newId()} />}
        <h2>{words.yours}</h2>
        {booked.length === 0 && <p>{words.none_yet}</p>}
        <ul class="list">
          {booked.map((reservation) => (
            <Booked language={language} reservation={reservation} now={ctx.now()} />
          ))}
        </ul>
        <p>
          <a href="/relay/past">{words.past}</a>
        </p>
        {waiting.items.length > 0 && (
          <>
            <h2>{words.waiting}</h2>
            <ul class="list">
              {waiting.items.map((entry) => (
                <Evening language={language} evening={entry}>
                  <p>{words.waiting_for(entry.seats)}</p>
                  <form method="post" action={`/relay/waiting/${entry.id}/leave`}>
                    <Once value={ctx.newId()} />
                    <button class="second" type="submit">
                      {words.leave_list} <span class="hidden">{entry.title}</span>
                    </button>
                  </form>
                </Evening>
              ))}
            </ul>
          </>
        )}
        <Offers language={language} offers={offers.items} />
        {offers.next !== null && (
          <p class="row">
            <a class="button second" href={`/relay?after=${offers.next}#offers`}>
              {commonWords[language].more}
            </a>
          </p>
        )}
      </>
    ),
  })
}

function Turns({
  language,
  turns,
  newKey,
}: {
  language: Language
  turns: ReservationView[]
  newKey: () => string
}) {
  const words = relayWords[language]
  const formats = formatsOf(language)
  return (
    <>
      <h2>{words.turns}</h2>
      <ul class="list">
        {turns.map((turn) => {
          const evening = words.for_evening(turn.title, formats.day(turn.starts_at))
          return (
            <Evening language={language} evening={turn}>
              <p class="seats">{commonWords[language].seats(livingSeats(turn))}</p>
              <p>{turn.expires_at && words.turn_until(formats.evening(turn.expires_at))}</p>
              <form class="row" method="post" action={`/relay/reservations/${turn.id}/answer`}>
                <Once value={newKey()} />
                <button type="submit" name="answer" value="yes">
                  {words.yes} <span class="hidden">{evening}</span>
                </button>
                <button class="second" type="submit" name="answer" value="no">
                  {words.no} <span class="hidden">{evening}</span>
                </button>
              </form>
            </Evening>
          )
        })}
      </ul>
    </>
  )
}

export function Booked({
  language,
  reservation,
  now,
  level = 'h3',
}: {
  language: Language
  reservation: ReservationView
  now: string
  level?: 'h2' | 'h3'
}) {
  const words = relayWords[language]
  const { id, title, starts_at, seats, lost } = reservation
  const living = livingSeats(reservation)
  const link = (
    <a class="button second" href={`/relay/reservations/${id}`}>
      {seats.issued && lost === 0 ? words.open_tickets : words.open}{' '}
      <span class="hidden">{words.for_evening(title, formatsOf(language).day(starts_at))}</span>
    </a>
  )
  return (
    <Evening language={language} evening={reservation} level={level} action={link}>
      <p class="how">
        {living > 0 && <span class="seats">{commonWords[language].seats(living)}</span>}
        <Standing words={words} reservation={reservation} now={now} />
      </p>
    </Evening>
  )
}

function Offers({ language, offers }: { language: Language; offers: Offer[] }) {
  const words = relayWords[language]
  const formats = formatsOf(language)
  const months = Map.groupBy(offers, ({ starts_at }) => formats.month(starts_at))
  return (
    <>
      <h2 id="offers">{words.offers}</h2>
      {offers.length === 0 && <p>{words.no_offers}</p>}
      {[...months].map(([month, evenings]) => (
        <section>
          <h3 class="month">{month}</h3>
          <ul class="list">
            {evenings.map((offer) => (
              <Evening
                language={language}
                evening={offer}
                level="h4"
                action={
                  <a
                    class={offer.bookable > 0 ? 'button' : 'button second'}
                    href={`/relay/invitations/${offer.id}`}
                  >
                    {offer.bookable > 0 ? words.book : words.wait}{' '}
                    <span class="hidden">{words.for_evening(offer.title, formats.day(offer.starts_at))}</span>
                  </a>
                }
              >
                <p class={offer.bookable > 0 ? 'seats' : 'soft'}>
                  {offer.bookable > 0 ? words.left(offer.bookable) : words.full}
                </p>
              </Evening>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
