import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CART, FIELD, LINE_OF_ITS_OWN, openShop, TICK, type Shop } from '../step/shop.ts'
import { site } from './site.ts'

// The script way on pages that are not as one would make them.

const at = site()
let shop: Shop
let allowed: string
let snippet: string
beforeAll(async () => {
  shop = await openShop()
  const { house } = at()
  const set = await house.ask(house.world.structure, 'POST', '/v1/steps', { origins: [shop.url] })
  snippet = set.body.snippet
  allowed = set.body.csp.script_src.join(' ')
})
afterAll(async () => shop?.stop())
beforeEach(() => {
  shop.orders.length = 0
  at().complaints()
})

const pasted = (attributes: string) => snippet.replace('<acs-donation', `<acs-donation ${attributes}`)
/** @param before what runs before anything of the page */
async function open(html: string, before?: string, more = ''): Promise<Page> {
  shop.paste(html, `${allowed}${more}`)
  const page = await at().open(null)
  if (before) await page.addInitScript(before)
  await page.goto(`${shop.url}${CART}`)
  return page
}
const buy = async (page: Page) => {
  await page.click('#order')
  await page.waitForSelector('#thanks')
}
const consents = async () =>
  (await at().house.world.pg.query<{ cents: number }>('select cents::int, intent from consent')).rows
const NO_HTTPS = `for (const name of ['randomUUID', 'subtle'])
  Object.defineProperty(Crypto.prototype, name, { value: undefined })`

test('a page without https: what is chosen fills the line', async () => {
  const page = await open(pasted(LINE_OF_ITS_OWN), NO_HTTPS)
  await page.getByLabel('16 €').check()
  await buy(page)
  expect(shop.orders).toEqual([{ price_7: '16.00', item_7: '1' }])
  await expect.poll(consents).toMatchObject([{ cents: 1_600 }])
  await page.context().close()
})

test('a page that takes no HTML from scripts keeps what stands in the element', async () => {
  const page = await open(pasted('name="don"'), undefined, `; require-trusted-types-for 'script'`)
  await page.waitForFunction(`customElements.get('acs-donation')`)
  await page.waitForTimeout(300)
  expect(await page.getByRole('link', { name: 'Partager un fauteuil' }).isVisible()).toBe(true)
  await page.context().close()
})

test('a language in large letters', async () => {
  const page = await open(`<div lang="DE">${pasted('name="don"')}</div>`)
  expect(await page.locator('acs-donation h2').innerText()).toBe('Einen Platz teilen')
  await page.context().close()
})

test('moved about while it is being asked for, it is one step, and one cart', async () => {
  const page = await open(`${pasted('name="don" cart="c1"')}<div id="elsewhere"></div>`)
  const sent: string[] = []
  page.on('request', (request) => request.url().endsWith('/counts') && sent.push(request.url()))
  await page.addInitScript(`customElements.whenDefined('acs-donation').then(() => {
    const [step] = document.getElementsByTagName('acs-donation')
    for (let n = 0; n < 3; n += 1) document.querySelector('#elsewhere').append(step) })`)
  await page.reload()
  await page.locator('#elsewhere').getByLabel('16 €').check()
  await page.waitForTimeout(300)
  expect(sent).toHaveLength(1)
  await page.context().close()
})

test('a large gift that is in the cart stays there, and is not asked about again', async () => {
  const fill = (value: string) => `addEventListener('DOMContentLoaded', () => {
    document.querySelector('${FIELD}').value = '${value}'
    document.querySelector('${TICK.replaceAll('"', '')}').checked = true })`
  for (const [value, kept] of [
    ['200.00', '200.00'],
    ['12,50', '12.50'],
  ] as const) {
    shop.orders.length = 0
    const page = await open(pasted(LINE_OF_ITS_OWN), fill(value))
    await page.locator('acs-donation h2').waitFor()
    await buy(page)
    expect(shop.orders).toEqual([{ price_7: kept, item_7: '1' }])
    await page.context().close()
  }
})

test('a page that was kept, and is sent again with another cart, says so by another consent', async () => {
  const before = (await consents()).length
  const page = await open(pasted(LINE_OF_ITS_OWN))
  await page.evaluate(`document.forms[0].addEventListener('submit', (event) => event.preventDefault())`)
  await page.getByLabel('16 €').check()
  await page.click('#order')
  await page.click('#order')
  await expect.poll(async () => (await consents()).length).toBe(before + 2)
  await page.context().close()
})
