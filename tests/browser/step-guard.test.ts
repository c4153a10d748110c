import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { armOf, drawOf } from '../../src/step/guard/arm.ts'
import { CART, openShop, type Shop } from '../step/shop.ts'
import { site } from './site.ts'

// The script way: a venue's page names the cart, and its page of thanks that it has finished.

const at = site()
let shop: Shop
let key: string
let allowed: string
let snippet: string
const named = { shown: '', not_shown: '' }
beforeAll(async () => {
  shop = await openShop()
  const { house } = at()
  const set = await house.ask(house.world.structure, 'POST', '/v1/steps', { shown_percent: 50 })
  ;({ key, snippet } = set.body)
  allowed = set.body.csp.script_src.join(' ')
  for (let n = 0; !named.shown || !named.not_shown; n += 1)
    named[armOf(await drawOf(key, `cart-${n}`), 50)] = `cart-${n}`
})
afterAll(async () => shop?.stop())
beforeEach(async () => {
  await at().house.world.pg.query('delete from step_count')
})

const open = async (html: string): Promise<Page> => {
  shop.paste(html, allowed)
  const page = await at().open(null)
  await page.goto(`${shop.url}${CART}`)
  return page
}
const withCart = (cart: string) => snippet.replace('<acs-donation', `<acs-donation event cart="${cart}"`)
const thanks = (cart: string) =>
  snippet.replace(/<acs-donation[^]*/, `<acs-finished structure="${key}" cart="${cart}"></acs-finished>`)
const counted = async () =>
  (
    await at().house.world.pg.query(
      'select shown, begun::int, finished::int from step_count order by shown desc',
    )
  ).rows

test('a cart that is drawn sees the step, and is counted as begun', async () => {
  const page = await open(withCart(named.shown))
  await page.getByLabel('8 €').waitFor()
  await expect.poll(counted).toEqual([{ shown: true, begun: 1, finished: 0 }])
  await page.context().close()
})

test('a cart that is not sees nothing of it, not even its place, and is counted too', async () => {
  const page = await open(withCart(named.not_shown))
  await expect.poll(counted).toEqual([{ shown: false, begun: 1, finished: 0 }])
  expect(await page.locator('acs-donation').isVisible()).toBe(false)
  await page.context().close()
})

test('a cart without a name sees it only where all do, and is not counted', async () => {
  const page = await open(snippet.replace('<acs-donation', '<acs-donation name="don"'))
  await page.locator('acs-donation').waitFor({ state: 'hidden' })
  expect(await counted()).toEqual([])
  await page.context().close()
})

test('an order is counted once, however often its page is looked at; nothing is left in the browser', async () => {
  const page = await open(thanks(named.not_shown))
  await expect.poll(counted).toEqual([{ shown: false, begun: 0, finished: 1 }])
  await page.reload()
  await page.waitForTimeout(500)
  expect(await counted()).toEqual([{ shown: false, begun: 0, finished: 1 }])
  const left = await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')
  // the venue's own
  expect(left).toEqual([0, 0, expect.stringMatching(/^pretix_session=[\w-]+$/)])
  await page.context().close()
})
