import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { PLACE_STYLE } from '../../../src/step/element/style.ts'
import { CART, openShop } from '../../step/shop.ts'
import { startEdge } from '../../step/edge.ts'
import type { House } from './house.ts'

/** What a subscriber's browser pays for the step; each figure is what one page load showed. */
export interface PageFigures {
  third_party_requests: number
  cookies: number
  kept_before_interaction: number
  layout_shift_script: number
  layout_shift_edge: number
  /** milliseconds that the page's load event comes later while Fauteuil never answers */
  load_held_up_ms: number
}

const WATCH = `window.shifts = 0; new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.shifts += shift.value
}).observe({ type: 'layout-shift', buffered: true })`
const KEPT =
  '(async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length)()'
const LOADED = 'performance.getEntriesByType("navigation")[0].loadEventStart'
/** long enough for whatever would still move */
const SETTLED_MS = 500
const ROUNDS = 9

export async function measurePage(browser: Browser, house: House): Promise<PageFigures> {
  const shop = await openShop()
  const edge = await startEdge({
    FAUTEUIL: house.url,
    STRUCTURE: house.key,
    EDGE_TOKEN: 'measured',
    TICKETING: shop.url,
  })
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  try {
    const nobody = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
    const snippet = (origin: string) =>
      `<script type="module">import("${origin}/acs.js")</script>` +
      `<acs-donation structure="${house.key}" name="don"><a href="${origin}/don/${house.key}">Partager un fauteuil</a></acs-donation>`
    const paste = (html: string) => shop.paste(html, `'unsafe-inline' ${house.url} ${nobody}`, PLACE_STYLE)

    paste(snippet(house.url))
    const script = await look(browser, shop.url, [shop.url, house.url])
    shop.paste('')
    const through = await look(browser, edge.url, [edge.url])
    const held = await inTurns(browser, shop.url, [() => paste(''), () => paste(snippet(nobody))])
    return {
      third_party_requests: script.elsewhere + through.elsewhere,
      cookies: script.cookies + through.cookies,
      kept_before_interaction: script.kept + through.kept,
      layout_shift_script: script.shift,
      layout_shift_edge: through.shift,
      load_held_up_ms: Math.round((held[1] ?? 0) - (held[0] ?? 0)),
    }
  } finally {
    silent.closeAllConnections()
    silent.close()
    await edge.stop()
    await shop.stop()
  }
}

/** One visit, from nothing to the step standing there untouched. @param known whose requests and cookies are none of ours */
async function look(browser: Browser, url: string, known: readonly string[]) {
  const context = await browser.newContext({ locale: 'fr-FR' })
  const page = await context.newPage()
  let elsewhere = 0
  page.on('request', (request) => {
    if (!known.some((origin) => request.url().startsWith(origin)) && !request.url().startsWith('data:'))
      elsewhere += 1
  })
  await page.addInitScript(WATCH)
  await page.goto(url + CART)
  await page.locator('acs-donation').locator('input').first().waitFor()
  await page.waitForTimeout(SETTLED_MS)
  const shift = await page.evaluate<number>('window.shifts')
  const kept = await page.evaluate<number>(KEPT)
  // the shop has one of its own
  const cookies = (await context.cookies()).filter(({ name }) => name !== 'pretix_session').length
  await context.close()
  return { elsewhere, shift, kept, cookies }
}

/** Median of the load event's instant for each way of setting the page, in interleaved rounds. */
async function inTurns(browser: Browser, url: string, ways: readonly (() => void)[]): Promise<number[]> {
  const times: number[][] = ways.map(() => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [n, way] of ways.entries()) {
      way()
      const page: Page = await browser.newPage()
      await page.goto(url + CART, { waitUntil: 'load' })
      times[n]?.push(await page.evaluate<number>(LOADED))
      await page.close()
    }
  }
  return times.map((one) => one.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0)
}
