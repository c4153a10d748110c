import { raw } from 'hono/html'
import { problemOf } from '../../platform/database.ts'
import { answerProblem, type Request } from '../../platform/http.ts'
import { money } from '../../platform/money.ts'
import { Problem, PROBLEMS } from '../../platform/problems.ts'
import { readAmount } from '../amount.ts'
import { chosenIn } from '../chosen.ts'
import { inLanguage, LEAST_PAID_CENTS, type PublishedStep, type StepLanguage } from '../configuration.ts'
import { stepMarkup } from '../markup.ts'
import { payStep } from '../payments.ts'
import { fill } from '../say.ts'
import { INTENT } from './address.ts'
import { languageOfPage, showHosted } from './frame.tsx'
import { type Reviewed, showReview } from './review.tsx'
import { hostedWords } from './words.ts'

/** The step alone: a form that needs no script, and the element instead of it where scripts run. */
export function givePage(c: Request, step: PublishedStep): Response | Promise<Response> {
  const language = languageOfPage(c)
  if (step.pays) return showStep(c, step, language)
  const text = fill(hostedWords[language].at_box_office, { structure: step.structure })
  const [site] = step.origins
  return showHosted(c, step.structure, {
    language,
    children: (
      <>
        <p class="lead">{text}</p>
        {site && (
          <p>
            <a href={site}>{new URL(site).host}</a>
          </p>
        )}
      </>
    ),
  })
}

/**
 * What the form says: nothing, which is a normal answer; an amount, which is shown with what it opens before it is paid; or
 * that amount confirmed, which leads to the page where it is paid.
 */
export async function give(c: Request, step: PublishedStep): Promise<Response> {
  const language = languageOfPage(c)
  const form = await c.req.parseBody().catch((cause: unknown) => {
    // it says that it is a form, and is none
    throw cause instanceof TypeError ? new Problem('invalid_request', {}, cause) : cause
  })
  const text = (name: string) => (typeof form[name] === 'string' ? form[name] : '')
  const typed = text('acs_amount').slice(0, 20)
  const amount = typed.trim() === '' ? { cents: Number(text('acs_choice')) } : readAmount(typed)
  const { words, max_cents } = inLanguage(step, language)
  if (!amount || !Number.isSafeInteger(amount.cents) || amount.cents < 0)
    return showStep(c, step, language, words.not_an_amount)
  const { cents } = amount
  if (cents > max_cents)
    return showStep(c, step, language, fill(words.too_much, { max: money(language, max_cents) }))
  if (cents === 0) {
    const nothing = <p class="lead">{hostedWords[language].nothing}</p>
    return showHosted(c, step.structure, { language, children: nothing })
  }
  if (cents < LEAST_PAID_CENTS)
    return showStep(c, step, language, fill(words.too_little, { min: money(language, LEAST_PAID_CENTS) }))
  const [version, intent] = [text('version'), text('intent')]
  const reviewed = {
    cents,
    typed,
    version: chosenIn.version.safeParse(version).success ? version : step.version,
    intent,
  }
  if (UUID.test(intent)) return openPage(c, step, language, reviewed)
  return showReview(c, step, language, { ...reviewed, intent: crypto.randomUUID() })
}

const UUID = new RegExp(`^${INTENT}$`)

/** Leads to the page where it is paid; where there is none now, the review says so and can be sent again. */
async function openPage(
  c: Request,
  step: PublishedStep,
  language: StepLanguage,
  reviewed: Reviewed,
): Promise<Response> {
  try {
    const { url } = await payStep(c.get('ctx'), step, { ...reviewed, language })
    return c.redirect(url, 303)
  } catch (thrown) {
    const code = problemOf(thrown)?.code
    const status = code && PROBLEMS[code].status
    if (status !== 409 && status !== 502 && status !== 503) throw thrown
    // logged once, as for the API; its answer is for programs
    if (status >= 500) answerProblem(thrown, c)
    const { not_opened, refused } = inLanguage(step, language).words
    const text = code === 'payment_not_connected' ? refused : not_opened
    // one that stands for another gift would be refused for ever
    const intent = code === 'idempotency_key_reused' ? crypto.randomUUID() : reviewed.intent
    return showReview(c, step, language, { ...reviewed, intent }, { text, status })
  }
}

function showStep(
  c: Request,
  step: PublishedStep,
  language: StepLanguage,
  wrong?: string,
): Response | Promise<Response> {
  const configuration = inLanguage(step, language)
  return showHosted(c, step.structure, {
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
