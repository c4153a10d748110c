import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { launchBrowser } from '../setup/browser.ts'
import { openTerritory, type Territory } from '../setup/territory.ts'
import { balancesOf } from '../setup/world.ts'

// The subscriber's way through the demonstration box office, by the keyboard alone, at 320 px.

vi.setConfig({ testTimeout: 60_000 })
let t: Territory
let browser: Browser
beforeAll(async () => {
  ;[t, browser] = await Promise.all([openTerritory(), launchBrowser()])
})
afterAll(() => browser?.close())

const FR = {
  subscribe: 'S’abonner',
  compose: 'Composer',
  go_on: 'Continuer',
  amount: 'Autre montant',
  problem: 'Ce n’est pas un montant',
  pay: 'Payer',
  remove: 'Retirer le don',
  add: 'Ajouter un don',
}
const EN: typeof FR = {
  subscribe: 'Subscribe',
  compose: 'Choose',
  go_on: 'Continue',
  amount: 'Another amount',
  problem: 'This is not an amount',
  pay: 'Pay ',
  remove: 'Remove the gift',
  add: 'Add a gift',
}

test.each([
  { language: 'fr', locale: 'fr-FR', scripts: false, words: FR },
  { language: 'fr', locale: 'fr-FR', scripts: true, words: FR },
  { language: 'en', locale: 'en-GB', scripts: true, words: EN },
])(
  'a subscription with a gift ($language, scripts: $scripts)',
  async ({ language, locale, scripts, words }) => {
    const said: string[] = []
    const { page, step, press } = await visitor({ locale, scripts, said })
    const before = await balancesOf(t.world)

    await page.goto(t.office.url)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    await step()
    await press(words.subscribe)
    await step()
    await press(words.compose)
    for (let chosen = 0; chosen < 3; chosen++) {
      await tabTo(page, 'checkbox')
      await page.keyboard.press('Space')
    }
    await step()
    await press(words.go_on)

    // the gift has a step of its own, where nothing is chosen yet and no is as near as yes
    expect(new URL(page.url()).pathname).toMatch(/\/don$/)
    expect(await page.locator('input:checked').count()).toBe(0)
    expect(await page.locator('#amount').inputValue()).toBe('')
    await step()
    await tabTo(page, words.amount)
    await page.keyboard.type('beaucoup')
    await enter(page)
    expect(await page.locator('[role=alert]').textContent()).toContain(words.problem)
    await step()
    await tabTo(page, words.amount)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('24')
    await enter(page)

    // it can still be taken out, and put in again, before anything is paid
    expect(await page.locator('main').textContent()).toContain('24')
    await step()
    await press(words.remove)
    expect(await page.locator('main').textContent()).not.toContain('24')
    await press(words.add)
    await tabTo(page, words.amount)
    await page.keyboard.type('24')
    await enter(page)
    await press(words.pay)
    expect(new URL(page.url()).pathname).toMatch(/^\/commande\/[A-Z0-9]{8}$/)
    await step()
    // the browser itself remarks on the form that came back
    expect(said.splice(0)).toEqual([expect.stringMatching(/status of 422/)])
    await page.context().close()

    await t.settle()
    const order = new URL(page.url()).pathname.split('/').at(-1)
    const { rows } = await t.world.pg.query(
      `select g.posted_cents::int as cents, g.evidence, i.state
       from gift g join inbox i on i.body::jsonb->'data'->>'id' = $1 where g.reference like $1 || '/%'`,
      [order],
    )
    expect(rows).toEqual([
      {
        cents: 2_400,
        state: 'done',
        evidence: expect.objectContaining({ language, preselected: false, chosen: 'amount', typed: '24' }),
      },
    ])
    const { available = 0, reserve = 0 } = await balancesOf(t.world)
    expect([available - (before['available'] ?? 0), reserve - (before['reserve'] ?? 0)]).toEqual([2, 2_400])
  },
)

/** Someone at a small screen, with no hand on a mouse. `step` looks at the page as it is, where scripts may run. */
async function visitor(as: { locale: string; scripts: boolean; said: string[] }) {
  const context = await browser.newContext({
    locale: as.locale,
    javaScriptEnabled: as.scripts,
    viewport: { width: 320, height: 640 },
  })
  const page = await context.newPage()
  page.on('console', (message) => as.said.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => as.said.push(`error: ${error.message}`))
  page.on('requestfailed', (request) => as.said.push(`failed: ${request.url()}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(t.office.url)) as.said.push(`elsewhere: ${request.url()}`)
  })
  return {
    page,
    step: async () => {
      const [content, window] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, innerWidth]',
      )
      expect(content, 'nothing is wider than the window').toBeLessThanOrEqual(window)
      expect(as.scripts ? await violations(page) : []).toEqual([])
    },
    press: async (name: string) => {
      await tabTo(page, name)
      await enter(page)
    },
  }
}

/** Enter, and the page that comes of it. */
async function enter(page: Page): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
}

/** Presses Tab until what has the focus is called this, or is a checkbox that nobody has ticked. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = []
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab')
    const [called, visible] = await page.evaluate<[string, boolean]>(`(() => {
      const element = document.activeElement
      const named = element.type === 'checkbox' && !element.checked ? { textContent: 'checkbox' } : (element.labels?.[0] ?? element)
      return [named.textContent.replaceAll(/\\s+/g, ' ').trim(), getComputedStyle(element).outlineStyle !== 'none']
    })()`)
    expect(visible, `the focus on “${called}” can be seen`).toBe(true)
    if (called.startsWith(name.trim())) return
    passed.push(called)
  }
  throw new Error(`no way by Tab to “${name}”, only to ${passed.join(' | ')}`)
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate<string[]>(`axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'],
  }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`)
}
