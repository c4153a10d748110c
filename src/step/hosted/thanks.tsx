import type { TracedGift } from '../../gifts/index.ts'
import type { Request } from '../../platform/http.ts'
import type { PublishedStep, StepLanguage } from '../configuration.ts'
import { money } from '../../platform/money.ts'
import { fill } from '../say.ts'
import { languageOfPage, showHosted } from './frame.tsx'
import { hostedWords } from './words.ts'

/**
 * What became of one gift, for whoever gave it: there before its payment is confirmed, and months later. Of anyone else it says
 * nothing, and of the giver neither. The step may have closed since.
 * @param traced null while it is not confirmed
 */
export async function thanksPage(
  c: Request,
  { structure }: Pick<PublishedStep, 'structure'>,
  traced: TracedGift | null,
): Promise<Response> {
  const language = languageOfPage(c)
  const words = hostedWords[language]
  return showHosted(c, structure, {
    language,
    children: (
      <>
        <h2>{words.thanks}</h2>
        {traced ? <Gift traced={traced} language={language} /> : <p class="lead">{words.waiting}</p>}
        <p class="soft">{words.private}</p>
      </>
    ),
  })
}

function Gift({ traced, language }: { traced: TracedGift; language: StepLanguage }) {
  const words = hostedWords[language]
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Europe/Paris' })
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const amount = (cents: number) => ({ amount: money(language, cents) })
  if (traced.cents === 0) return <p class="lead">{words.refunded}</p>
  const rest = [
    [words.waits, traced.waiting_cents],
    [words.surplus, traced.surplus_cents],
    [words.shared, traced.shortfall_cents],
  ] as const
  return (
    <>
      <p class="lead">
        {fill(words.gave, { ...amount(traced.cents), day: day.format(new Date(traced.given_at)) })}
      </p>
      <h3>{words.opened}</h3>
      <ul class="opened">
        {traced.seats.map((seat) => (
          <li>
            {fill(seat.fraction === 1 ? words.seat : words.part_of_seat, {
              part: share.format(seat.fraction),
              n: seat.credit_number,
            })}
            {' : '}
            <strong>{words.states[stateOf(seat)]}</strong>
          </li>
        ))}
        {rest.map(([text, cents]) => cents > 0 && <li>{fill(text, amount(cents))}</li>)}
      </ul>
    </>
  )
}

function stateOf({ state, seat }: TracedGift['seats'][number]): keyof (typeof hostedWords)['fr']['states'] {
  if (state === 'withdrawn') return 'withdrawn'
  if (seat === 'used' || seat === 'unused' || seat === 'issued') return seat
  return state === 'available' ? 'open' : 'reserved'
}
