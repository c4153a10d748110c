import type { StepPlace } from '../../../adapters/contract/index.ts'
import { inLanguage, stepLanguageOf, type PublishedStep, type StepLanguage } from '../configuration.ts'
import { escape, stepMarkup } from '../markup.ts'
import { proofOf } from '../proof.ts'
import { weave } from './weave.ts'

/** Everything of ours lies below it, on the venue's own host: its pages allow what comes from there. */
export const OURS = '/.acs/'

/** The page with the step in its place, streamed; a place that is not there changes nothing. */
export function inject(page: Response, step: PublishedStep, place: StepPlace): Response {
  const html = elementOf(step, place, languageOf(page))
  return weave(page, place.before, 'before', inAscii(html))
}

/** The page of an order; where a gift is a line of it, with the private address of what it opens. */
export async function injectLink(
  page: Response,
  step: PublishedStep,
  order: string,
  token: string,
): Promise<Response> {
  if (!step.place?.given) return page
  const language = languageOf(page)
  const address = `${step.page}/${order}/${await proofOf(token, order)}?lang=${language}`
  // the page's own address lets whoever has it see the order
  const link = `<p><a rel="noreferrer" href="${escape(address)}">${escape(step.words[language].see)}</a></p>`
  return weave(page, step.place.given, 'append', inAscii(link))
}

const languageOf = (page: Response): StepLanguage =>
  stepLanguageOf(page.headers.get('content-language') ?? 'fr')

/** The same in any encoding of a page, whether or not its head says which. */
const inAscii = (html: string): string => html.replace(/[^\0-\x7f]/gu, (sign) => `&#${sign.codePointAt(0)};`)

/** The element with what it shows, so that its box is there before any script; see `style.ts` for who has none. */
function elementOf(step: PublishedStep, { field, tick }: StepPlace, language: StepLanguage): string {
  const configuration = inLanguage(step, language)
  const attributes = {
    structure: step.key,
    configuration: JSON.stringify(configuration),
    lang: language,
    field,
    ...(tick === null ? {} : { tick }),
  }
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escape(value)}"`)
  return (
    `<acs-donation${written.join('')}><template shadowrootmode="open">` +
    `<link rel="stylesheet" href="${OURS}acs.css">${stepMarkup(configuration)}</template></acs-donation>` +
    `<link rel="stylesheet" href="${OURS}page.css"><script type="module" async src="${OURS}acs.js"></script>`
  )
}

/** What the step stands in for is never shown beside it, so that nothing moves; without scripts it is there as ever. */
export const pageStyle = ({ hides }: StepPlace): string =>
  hides === null ? '' : `@media (scripting:enabled){${hides}{display:none}}`
