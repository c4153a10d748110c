import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { HOUR_MS } from '../../src/platform/clock.ts'
import { CART, openShop, type Shop } from '../step/shop.ts'
import { choose, giving, goOn, keepingPage, paying, payThere } from './paying.ts'

// The element on a venue's own page, where it leads to our payment; and what does not come as that page made it.

const { at, settle, later, whileClosed, setStep } = paying()
const REFUSED =
  'Ce don ne peut pas être fait ici, et rien n’a été payé. Rechargez la page, ou continuez sans donner.'
const NOTHING = { gifts: [], sessions: [] }

let shop: Shop
let elsewhere: Shop
beforeAll(async () => {
  ;[shop, elsewhere] = [await openShop(), await openShop()]
})
afterAll(async () => {
  for (const one of [shop, elsewhere]) await one?.stop()
})
beforeEach(async () => {
  const { snippet, csp } = await setStep({
    origins: [shop.url],
    max_cents: 50_000,
    shown_percent: 100,
    texts: {},
  })
  for (const one of [shop, elsewhere]) one.paste(snippet, csp.script_src.join(' '))
})

const open = async (at_shop = shop): Promise<Page> => {
  const page = await at().open(null)
  page.setDefaultTimeout(10_000)
  await page.goto(`${at_shop.url}${CART}?etape=2`)
  await page.locator('[part=give]').waitFor({ state: 'attached' })
  return page
}
/** What is booked after a refusal, with which the sale goes on. */
const refused = async (page: Page) => {
  await giving(page).click()
  await page.getByText(REFUSED).waitFor()
  await page.click('#order')
  await page.waitForSelector('#thanks')
  await page.context().close()
  return settle()
}

test('a gift is paid, and who leaves the payment is back at the venue’s', async () => {
  const page = await open()
  await choose(page)
  await goOn(page)
  await page.getByRole('link', { name: 'Back' }).click()
  await page.waitForURL(`${shop.url}${CART}?etape=2`)
  await choose(page)
  await goOn(page)
  await payThere(page)
  expect(await settle()).toEqual({ gifts: [1_800], sessions: ['open', 'complete'] })
  await page.context().close()
})

test('a page of another site opens no payment', async () => {
  const page = await open(elsewhere)
  await choose(page)
  expect(await refused(page)).toEqual(NOTHING)
})

describe('an amount that was tampered with opens no payment', () => {
  test.each([0, -1_800, 18.5, 49, 50_001, '1800', null])('%s', async (cents) => {
    const page = await open()
    await choose(page)
    await page.route('**/payments', async (route) =>
      route.continue({ postData: JSON.stringify({ ...(route.request().postDataJSON() as object), cents }) }),
    )
    expect(await refused(page)).toEqual(NOTHING)
  })
})

test('the highest amount was lowered meanwhile', async () => {
  const page = await open()
  await choose(page)
  await setStep({ origins: [shop.url], max_cents: 1_700 })
  expect(await refused(page)).toEqual(NOTHING)
})

test('what the step says changed meanwhile: to Stripe it is another request, and is made anew', async () => {
  const page = await open()
  await choose(page)
  await keepingPage(page, async () => undefined)
  await setStep({ origins: [shop.url], texts: { fr: { title: 'Un fauteuil de plus' } } })
  await giving(page).click()
  await page.getByText(REFUSED).waitFor()
  await giving(page).click()
  await page.waitForURL('**/c/pay/**')
  await payThere(page)
  expect(await settle()).toEqual({ gifts: [1_800], sessions: ['open', 'complete'] })
  await page.context().close()
})

test('the season ended meanwhile', async () => {
  const page = await open()
  await choose(page)
  later(HOUR_MS)
  await whileClosed(async () => expect(await refused(page)).toEqual(NOTHING))
})

test('the payment account was disabled meanwhile', async () => {
  const page = await open()
  await choose(page)
  const { world, connection_id } = at().house
  const become = async (state: string) =>
    world.pg.query('update connection set state = $1 where id = $2', [state, connection_id])
  await become('disabled')
  const books = await refused(page)
  await become('enabled')
  expect(books).toEqual(NOTHING)
})

test('the step was switched off meanwhile: who sees it may still give, and nobody else sees it', async () => {
  const page = await open()
  await choose(page)
  await setStep({ origins: [shop.url], max_cents: 50_000, shown_percent: 0 })
  const other = await at().open(null)
  await other.goto(`${shop.url}${CART}`)
  await other.locator('acs-donation').waitFor({ state: 'hidden' })
  await goOn(page)
  await payThere(page)
  expect(await settle()).toEqual({ gifts: [1_800], sessions: ['complete'] })
  for (const one of [page, other]) await one.context().close()
})

test('less than a payment page takes is said before it is asked for', async () => {
  const page = await open()
  await page.getByLabel('Autre montant').fill('0,30')
  expect(await page.getByRole('status').innerText()).toMatch(/^Ici, 0,50\s€ au moins/)
  expect(await page.locator('[part=give]').isVisible()).toBe(false)
  await page.context().close()
})
