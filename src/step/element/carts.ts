import { stepLanguageOf, type StepConfiguration } from '../configuration.ts'
import { armOf, drawOf } from '../guard/arm.ts'
import { noCounts, type Carts, type CountsSent } from '../guard/counts.ts'

/** Then the page is left as it was. */
const PATIENCE_MS = 4_000

/** @param here where the script lies */
export async function fetchStep(element: HTMLElement, here: string): Promise<StepConfiguration> {
  const said = element.closest<HTMLElement>('[lang]')?.lang ?? navigator.language
  const address = `${here}step/${element.getAttribute('structure')}/${stepLanguageOf(said)}.json`
  const answer = await fetch(address, { credentials: 'omit', signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!answer.ok) throw new Error(address)
  return answer.json() as Promise<StepConfiguration>
}

/**
 * Whether the cart that the page names (`cart`) sees the step; tells that it has begun, or finished. Without a name it is in no
 * arm: it sees the step where all carts do, and is not counted. So is one whose step the edge has put there, which counts itself.
 */
export async function isShownTo(
  element: HTMLElement,
  { key, trial, shown_percent }: StepConfiguration,
  what: keyof Carts,
  here: string,
): Promise<boolean> {
  const cart = element.getAttribute('cart')
  if (!cart && shown_percent % 100) {
    // eslint-disable-next-line no-console -- for whoever builds the page
    console.warn('acs-donation: cart="…" says which carts see it')
  }
  if (!cart || shown_percent === 0) return shown_percent === 100
  const arm = armOf(await drawOf(key, cart), shown_percent)
  const counts: CountsSent = { trial, ...noCounts() }
  counts[arm][what] = 1
  // without cookies, which a beacon would bring; goes on when the page is left
  const sent = { method: 'POST', body: JSON.stringify(counts), credentials: 'omit', keepalive: true } as const
  fetch(`${here}step/${key}/counts`, sent).catch(() => null)
  return arm === 'shown'
}

/** `<acs-finished structure="pk_…" cart="…">`: on the page that thanks for an order. Shows nothing; counts that a cart finished. */
export const finishedElement = (here: string) =>
  class extends HTMLElement {
    async connectedCallback(): Promise<void> {
      try {
        // looked at again, it is no other order
        const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
        if (visit?.type === 'navigate') await isShownTo(this, await fetchStep(this, here), 'finished', here)
      } catch {
        // nobody who has just bought shall know
      }
    }
  }
