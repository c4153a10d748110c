import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { freePort } from '../../../src/local/ports.ts'
import { toStep } from '../../peers/pretix/checkout.ts'
import { openPartner, STEP } from '../../peers/pretix/partner.ts'
import { seedSeason } from '../../peers/pretix/season.ts'
import { startPretix } from '../../peers/pretix/server.ts'
import { startEdge } from '../../step/edge.ts'
import { openHouse } from './house.ts'

const FOLDER = join(import.meta.dirname, '../../../.fauteuil/pretix')
const PAIRS = 60

export interface FirstByte {
  /** medians, in milliseconds */
  page_ms: number
  through_edge_ms: number
  /** what the edge adds, as a share of the page's own time: the median of the pairs' differences by the page's median */
  added: number
  pairs: number
}

/**
 * The page of the step in a real pretix, asked for in turns straight and through the edge Worker that puts the step into it, by
 * the cookies of a cart that a browser filled. What wrangler's local server adds to a Worker is in it too.
 */
export async function measureFirstByte(browser: Browser, say: (line: string) => void): Promise<FirstByte> {
  const port = await freePort()
  const venue = `http://127.0.0.1:${port}`
  const pretix = await startPretix({ folder: FOLDER, shown_at: venue, say })
  try {
    const season = await seedSeason(pretix, { now: new Date() })
    const hook = { url: 'http://127.0.0.1:9/nobody', signing_secret: '' }
    const { provision } = await openPartner(season, null).enable({ hook, step: STEP })
    const { organizer, performance_events } = season
    const settings = {
      address: pretix.url,
      organizer,
      subscription_event: season.subscription.event,
      performance_events,
    }
    const house = await openHouse([{ platform: 'pretix', settings, provision }])
    const edge = await startEdge(
      { FAUTEUIL: house.url, STRUCTURE: house.key, EDGE_TOKEN: 'measured', TICKETING: pretix.url },
      port,
    )
    try {
      const page = await browser.newPage({ locale: 'fr-FR' })
      await toStep(page, `${venue}/${organizer}/${season.subscription.event}/`)
      const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
      const { pathname } = new URL(page.url())
      await page.close()
      const time = async (origin: string, expects: boolean) => {
        const begin_ms = performance.now()
        const answer = await fetch(origin + pathname, {
          headers: { cookie, 'x-forwarded-host': new URL(venue).host },
        })
        const took_ms = performance.now() - begin_ms
        const there = (await answer.text()).includes('<acs-donation')
        if (answer.status !== 200 || there !== expects)
          throw new Error(`${origin}: ${answer.status}, step: ${there}`)
        return took_ms
      }
      const pairs: [number, number][] = []
      for (let n = -3; n < PAIRS; n++) {
        // each first in turn; what is asked first of all is asked for nothing
        const straight_first = n % 2 === 0
        const first = await time(straight_first ? pretix.url : venue, !straight_first)
        const second = await time(straight_first ? venue : pretix.url, straight_first)
        if (n >= 0) pairs.push(straight_first ? [first, second] : [second, first])
      }
      const page_ms = median(pairs.map(([straight]) => straight))
      return {
        page_ms: round(page_ms),
        through_edge_ms: round(median(pairs.map(([, through]) => through))),
        added: round(median(pairs.map(([straight, through]) => through - straight)) / page_ms, 3),
        pairs: PAIRS,
      }
    } finally {
      await edge.stop()
      await house.stop()
    }
  } finally {
    await pretix.stop()
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const round = (value: number, digits = 1): number => Number(value.toFixed(digits))
