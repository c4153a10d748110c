import axe from 'axe-core'
import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PLACE_STYLE } from '../../../src/step/element/style.ts'
import { STEP_LANGUAGES } from '../../../src/step/configuration.ts'
import { type House, openHouse } from '../../bench/step/house.ts'
import { launchBrowser } from '../../setup/browser.ts'
import { CART, openShop, type Shop } from '../../step/shop.ts'

// Every language, light and dark, on a small phone (which is 400 % on a desk of 1280), a tablet and a desk.

const SHOTS = '.fauteuil/screenshots/step'
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const SIZES = [320, 768, 1280]

let house: House
let shop: Shop
let browser: Browser
beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true })
  // its own page takes payment
  house = await openHouse([{ platform: 'stripe', settings: { account: 'acct_1234567890' }, provision: null }])
  shop = await openShop()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
  await house?.stop()
})

const cases = STEP_LANGUAGES.flatMap((language) =>
  (['light', 'dark'] as const).flatMap((colour) => SIZES.map((width) => ({ language, colour, width }))),
)

describe.each(cases)('$language, $colour, $width px', ({ language, colour, width }) => {
  const visit = async (url: string): Promise<{ page: Page; close: () => Promise<void> }> => {
    const context = await browser.newContext({
      locale: language,
      colorScheme: colour,
      reducedMotion: 'reduce',
      viewport: { width, height: 900 },
    })
    const page = await context.newPage()
    await page.goto(url)
    // what stands in the element until it works is a form too, and is not shown any more
    await page.locator('acs-donation input:visible').first().waitFor()
    await page.waitForFunction(`document.querySelector('acs-donation').shadowRoot !== null`)
    return { page, close: () => context.close() }
  }

  test('on a venue’s page', async () => {
    shop.paste(
      `<script type="module">import("${house.url}/acs.js")</script>` +
        `<acs-donation structure="${house.key}" lang="${language}" name="don"></acs-donation>`,
      `'unsafe-inline' ${house.url}`,
      `${PLACE_STYLE}:root{color-scheme:light dark}body{font:1rem/1.5 sans-serif}`,
    )
    const { page, close } = await visit(shop.url + CART)
    expect(await faults(page, 'acs-donation')).toEqual([])
    await throughBy(page)
    expect(await faults(page, 'acs-donation')).toEqual([])
    await page.screenshot({ path: `${SHOTS}/script-${language}-${colour}-${width}.png`, fullPage: true })
    await close()
  })

  test('on its own page', async () => {
    const { page, close } = await visit(`${house.url}/don/${house.key}?lang=${language}`)
    expect(await faults(page, 'html')).toEqual([])
    await throughBy(page)
    expect(await faults(page, 'html')).toEqual([])
    await page.screenshot({ path: `${SHOTS}/page-${language}-${colour}-${width}.png`, fullPage: true })
    await close()
  })
})

test.each(STEP_LANGUAGES)('in %s its place is kept whole at every width', async (language) => {
  shop.paste(
    `<script type="module">import("${house.url}/acs.js")</script>` +
      `<acs-donation structure="${house.key}" lang="${language}" name="don"></acs-donation>`,
    `'unsafe-inline' ${house.url}`,
    `${PLACE_STYLE}body{font:1rem/1.5 sans-serif}`,
  )
  const page = await browser.newPage()
  await page.goto(shop.url + CART)
  await page.locator('acs-donation input').first().waitFor()
  const beyond: string[] = []
  for (const width of [320, 344, 360, 375, 390, 414, 480, 600, 768, 820, 912, 1024, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    const [takes, kept] = await page.evaluate<[number, number]>(
      `(({ shadowRoot }, { minHeight }) => [shadowRoot.querySelector('section').offsetHeight, parseFloat(minHeight)])(
        document.querySelector('acs-donation'), getComputedStyle(document.querySelector('acs-donation')))`,
    )
    if (takes > kept) beyond.push(`${width} px: ${takes} of ${kept}`)
  }
  expect(beyond).toEqual([])
  await page.close()
})

/** By the keyboard alone: a suggestion, then an amount of one's own, which is answered. */
async function throughBy(page: Page): Promise<void> {
  const step = page.locator('acs-donation')
  for (let n = 0; n < 40; n++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(`document.activeElement.tagName === 'ACS-DONATION'`)) break
  }
  await page.keyboard.press('Space')
  const said = step.getByRole('status')
  const first = await said.innerText()
  await page.keyboard.press('Tab')
  await page.keyboard.type('20')
  const then = await said.innerText()
  expect([first, then].every((text) => text.length > 5) && first !== then).toBe(true)
  const wide = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]')
  expect(wide[0], 'nothing is wider than the window').toBeLessThanOrEqual(wide[1])
}

async function faults(page: Page, within: string): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate<string[]>(`axe.run('${within}', {
    runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'],
  }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`)
}
