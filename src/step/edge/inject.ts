import type { StepPlace } from '../../../adapters/contract/index.ts'
import { inLanguage, stepLanguageOf, type PublishedStep } from '../configuration.ts'
import { escape, stepMarkup } from '../markup.ts'

/** Everything of ours lies below it, on the venue's own host: its pages allow what comes from there. */
export const OURS = '/.acs/'

/** The page with the step in its place, streamed; a place that is not there changes nothing. */
export function inject(page: Response, step: PublishedStep, place: StepPlace): Response {
  const html = elementOf(step, place, page.headers.get('content-language') ?? 'fr')
  let there = false
  return new HTMLRewriter()
    .on(place.before, {
      element(target) {
        // what is thrown in here would break the page off
        try {
          if (!there) target.before(html, { html: true })
          there = true
        } catch {
          there = true
        }
      },
    })
    .transform(page)
}

/** The element with what it shows, so that its box is there before any script; see `style.ts` for who has none. */
function elementOf(step: PublishedStep, { field, tick }: StepPlace, tag: string): string {
  const configuration = inLanguage(step, stepLanguageOf(tag))
  const attributes = {
    structure: step.key,
    configuration: JSON.stringify(configuration),
    lang: configuration.language,
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
