import { formatsOf, type Language } from '../../platform/languages.ts'
import { operatorWords } from '../words/operator.ts'
import type { ConventionFigures } from './read.ts'

const STATES = ['used', 'issued', 'held', 'available', 'unused'] as const

/** One convention from gifts to used seats: the money that waits, and where every seat stands. */
export function Convention({ language, convention }: { language: Language; convention: ConventionFigures }) {
  const words = operatorWords[language]
  const { money } = formatsOf(language)
  const { figures, agreed } = convention
  return (
    <section class="card">
      <h3>
        {convention.structure} · {convention.season}
      </h3>
      {agreed ? (
        <p class="soft">{words.terms(money(convention.seat_price_cents), convention.planned_seats)}</p>
      ) : (
        <p>{words.no_version}</p>
      )}
      <dl class="figures">
        <Figure value={money(figures.gift_cents)} label={words.gifts(figures.gifts)} />
        <Figure value={figures.credits_opened} label={words.opened(figures.credits_opened)} />
        <Figure value={money(figures.fund_cents_left)} label={words.fund} />
        {figures.given_back > 0 && (
          <Figure value={figures.given_back} label={words.given_back(figures.given_back)} />
        )}
        {figures.surplus_cents > 0 && <Figure value={money(figures.surplus_cents)} label={words.surplus} />}
        {figures.shortfall_cents > 0 && (
          <Figure value={money(figures.shortfall_cents)} label={words.shortfall} alert />
        )}
      </dl>
      <Seats language={language} convention={convention} />
      <p class={figures.ledger_balanced ? 'soft small' : 'error'}>
        {figures.ledger_balanced ? words.balanced : words.unbalanced}
      </p>
    </section>
  )
}

function Figure({ value, label, alert }: { value: string | number; label: string; alert?: boolean }) {
  return (
    <div class={alert ? 'alert' : undefined}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** Every seat of the convention in one bar; the same in figures below it. */
function Seats({
  language,
  convention: { seats, planned_seats },
}: {
  language: Language
  convention: ConventionFigures
}) {
  const words = operatorWords[language]
  const standing = STATES.reduce((sum, state) => sum + seats[state], 0)
  const all = Math.max(standing, planned_seats, 1)
  const ahead = Math.max(planned_seats - standing, 0)
  let x = 0
  const parts = STATES.map((state) => {
    const width = (100 * seats[state]) / all
    const part = { state, x, width }
    x += width
    return part
  })
  return (
    <>
      <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {parts.map(({ state, x: from, width }) => (
          <rect class={state} x={String(from)} y="0" width={String(width)} height="4" />
        ))}
      </svg>
      <dl class="legend">
        {STATES.map((state) => (
          <div class={state}>
            <dt>{words.bar[state](seats[state])}</dt>
            <dd>{seats[state]}</dd>
          </div>
        ))}
        <div>
          <dt>{words.bar.planned(ahead)}</dt>
          <dd>{ahead}</dd>
        </div>
      </dl>
    </>
  )
}
