import { raw } from 'hono/html'
import type { Request } from '../../platform/http.ts'
import { readAmount } from '../amount.ts'
import {
  inLanguage,
  type PublishedStep,
  type StepConfiguration,
  type StepLanguage,
} from '../configuration.ts'
import { stepMarkup } from '../markup.ts'
import { payStep } from '../payments.ts'
import { money } from '../../platform/money.ts'
import { fill, sayOpens } from '../say.ts'
import { languageOfPage, showHosted } from './frame.tsx'
import { hostedWords } from './words.ts'

/** The step alone: a form that needs no script, and the element instead of it where scripts run. */
export function givePage(c: Request, step: PublishedStep): Response | Promise<Response> {
  const language = languageOfPage(c)
  if (step.pays) return showStep(c, step, language)
  const text = fill(hostedWords[language].at_box_office, { structure: step.structure })
  return showHosted(c, step, { language, children: <p class="lead">{text}</p> })
}

/**
 * What the form says: nothing, which is a normal answer; an amount, which is shown with what it opens before it is paid; or
 * that amount confirmed, which leads to the page where it is paid.
 * @throws Problem as `payStep`
 */
export async function give(c: Request, step: PublishedStep): Promise<Response> {
  const language = languageOfPage(c)
  const form = await c.req.parseBody()
  const text = (name: string) => (typeof form[name] === 'string' ? form[name] : '')
  const typed = text('acs_amount').slice(0, 20)
  const amount = typed.trim() === '' ? { cents: Number(text('acs_choice')) } : readAmount(typed)
  const configuration = inLanguage(step, language)
  const { words, max_cents, version } = configuration
  if (!amount || !Number.isSafeInteger(amount.cents) || amount.cents < 0)
    return showStep(c, step, language, words.not_an_amount)
  const { cents } = amount
  if (cents > max_cents)
    return showStep(c, step, language, fill(words.too_much, { max: money(language, max_cents) }))
  if (cents === 0) {
    return showHosted(c, step, { language, children: <p class="lead">{hostedWords[language].nothing}</p> })
  }
  const intent = text('intent')
  if (!UUID.test(intent)) return showReview(c, step, configuration, cents, typed)
  const { url } = await payStep(c.get('ctx'), step, { intent, cents, language, version, typed })
  return c.redirect(url, 303)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function showStep(
  c: Request,
  step: PublishedStep,
  language: StepLanguage,
  wrong?: string,
): Response | Promise<Response> {
  const configuration = inLanguage(step, language)
  return showHosted(c, step, {
    language,
    status: wrong === undefined ? 200 : 422,
    children: (
      <>
        {wrong !== undefined && (
          <p class="summary" role="alert">
            {wrong}
          </p>
        )}
        <acs-donation structure={step.key} configuration={JSON.stringify(configuration)} lang={language}>
          <form class="acs" method="post" action={`${c.req.path}?lang=${language}`}>
            {raw(stepMarkup(configuration))}
            <button type="submit">{hostedWords[language].go_on}</button>
          </form>
        </acs-donation>
        <script type="module" src="/acs.js" />
      </>
    ),
  })
}

/** What the amount opens, before it is paid. The intent is made here: sent twice, it opens one page. */
function showReview(
  c: Request,
  step: PublishedStep,
  configuration: StepConfiguration,
  cents: number,
  typed: string,
): Response | Promise<Response> {
  const { language, words } = configuration
  const address = `${c.req.path}?lang=${language}`
  return showHosted(c, step, {
    language,
    children: (
      <form class="card" method="post" action={address}>
        <p class="lead">{sayOpens(configuration, cents)}</p>
        <p>{words.small}</p>
        <input type="hidden" name="acs_choice" value={String(cents)} />
        <input type="hidden" name="acs_amount" value={typed} />
        <input type="hidden" name="intent" value={crypto.randomUUID()} />
        <div class="row">
          <button type="submit">{fill(words.give, { amount: money(language, cents) })}</button>
          <a href={address}>{hostedWords[language].change}</a>
        </div>
      </form>
    ),
  })
}
