import { isDeepStrictEqual } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Figures } from '../../../src/local/demo/story.ts'
import { launchBrowser } from '../../setup/browser.ts'
import { BROKEN, breakAt } from '../../step/silent.ts'
import { finishOrder, give, toStep } from './checkout.ts'
import { lookAt, markPaid } from './counter.ts'
import { type EdgeTerritory, openEdgeTerritory } from './edge.ts'
import { until } from './watch.ts'

const ONE_CART = { begun: 1, finished: 1, share_percent: 100 }

/** The step put into a real pretix's checkout by the edge Worker: the gift is in pretix's own cart and payment. */
describe('the step in a real pretix, through the edge', () => {
  let t: EdgeTerritory
  let browser: Browser
  let page: Page
  const said: string[] = []

  beforeAll(async () => {
    t = await openEdgeTerritory(console.log)
    browser = await launchBrowser()
    page = await browser.newPage({ locale: 'fr-FR' })
    page.setDefaultTimeout(20_000)
    page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
    page.on('pageerror', (error) => said.push(error.message))
  })
  afterAll(async () => {
    await browser?.close()
    await t?.stop()
  })

  it('stands in for pretix’s own line, fills it, and the gift is paid with the subscription', async () => {
    await toStep(page, `${t.venue}/theatre/abonnements/`)
    const step = page.locator('acs-donation')
    expect(await step.locator('h2').innerText()).toBe('Partager un fauteuil')
    expect(await step.locator('input:checked').count()).toBe(0)
    expect(await page.locator('[name^=price_]').isVisible()).toBe(false)
    await step.getByLabel('Autre montant').fill('30,00 €')
    expect(await step.getByRole('status').innerText()).toBe('Ouvre 2 places et la moitié de la suivante.')
    await page.screenshot({ path: '.fauteuil/screenshots/step-edge-pretix.png', fullPage: true })
    const code = await finishOrder(page)
    const order = await lookAt(t.season.api, code)
    expect(order).toMatchObject({ total: '90.00' })
    await markPaid(t.season.api, order)
    const figures = async () => t.operator.get<Figures>(`/v1/conventions/${t.convention_id}/figures`)
    await until('the gift', figures, ({ gift_cents }) => gift_cents === 3_000)
    // and the cart is known to have finished, though pretix’s own script was told of its order
    const steps = async () => t.structure.get<{ items: { guard: { shown: object } }[] }>('/v1/steps')
    await until('the cart', steps, ({ items: [one] }) => isDeepStrictEqual(one?.guard.shown, ONE_CART))
    // the gift's line in pretix's own page of the order leads to what it opened
    await page.reload()
    await page.getByRole('link', { name: 'Voir ce que ce don ouvre' }).click()
    await page.getByText(/Votre don de 30/).waitFor()
    await page.screenshot({ path: '.fauteuil/screenshots/step-thanks-of-order.png', fullPage: true })
    expect(said).toEqual([])
  })

  describe('is pretix’s own, and the sale goes on as without us, while Fauteuil is', () => {
    it.each(BROKEN)('%s', async (how) => {
      const figures = async () => t.operator.get<Figures>(`/v1/conventions/${t.convention_id}/figures`)
      const { gift_cents: before } = await figures()
      const broken = await breakAt(how)
      onTestFinished(async () => broken.stop())
      await t.lookFor(broken.url)
      const buyer = await browser.newPage({ locale: 'fr-FR' })
      buyer.setDefaultTimeout(20_000)
      buyer.on('console', (message) => message.type() === 'error' && said.push(message.text()))
      await toStep(buyer, `${t.venue}/theatre/abonnements/`)
      expect(await buyer.content()).not.toContain('acs-donation')
      await give(buyer, '12.50')
      const order = await lookAt(t.season.api, await finishOrder(buyer))
      expect(order).toMatchObject({ total: '72.50' })
      expect(said).toEqual([])
      await buyer.close()
      // and what was given so is a gift as any other, once we are back
      await markPaid(t.season.api, order)
      await until('the gift', figures, ({ gift_cents }) => gift_cents === before + 1_250)
    })
  })
})
