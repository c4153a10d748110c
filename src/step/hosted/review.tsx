import type { Request } from '../../platform/http.ts'
import { money } from '../../platform/money.ts'
import { inLanguage, type PublishedStep, type StepLanguage } from '../configuration.ts'
import { fill, sayOpens } from '../say.ts'
import { showHosted } from './frame.tsx'
import { hostedWords } from './words.ts'

/** What is about to be paid. */
export interface Reviewed {
  cents: number
  typed: string
  /** what was shown when it was chosen */
  version: string
  /** made here: sent twice, it opens one page */
  intent: string
}

/** What the amount opens, before it is paid. @param wrong why it was not, and with which status that is said */
export function showReview(
  c: Request,
  step: PublishedStep,
  language: StepLanguage,
  { cents, typed, version, intent }: Reviewed,
  wrong?: { text: string; status: 409 | 502 | 503 },
): Response | Promise<Response> {
  const configuration = inLanguage(step, language)
  const { words } = configuration
  const address = `${c.req.path}?lang=${language}`
  const hidden = { acs_choice: String(cents), acs_amount: typed, version, intent }
  return showHosted(c, step.structure, {
    language,
    status: wrong?.status ?? 200,
    children: (
      <>
        {wrong && (
          <p class="summary" role="alert">
            {wrong.text}
          </p>
        )}
        <form class="card" method="post" action={address}>
          <p class="lead">{sayOpens(configuration, cents)}</p>
          <p>{words.small}</p>
          {Object.entries(hidden).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <div class="row">
            <button type="submit">{fill(words.give, { amount: money(language, cents) })}</button>
            <a href={address}>{hostedWords[language].change}</a>
          </div>
        </form>
      </>
    ),
  })
}
