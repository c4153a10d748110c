import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CART, FIELD, LINE, LINE_OF_ITS_OWN, openShop, TICK, type Shop } from '../step/shop.ts'
import { BROKEN, breakAt } from '../step/silent.ts'
import { site } from './site.ts'

// The script way: what was pasted into a venue's own page, in a real browser, under a strict policy of that page.

const at = site()
let shop: Shop
let key: string
let allowed: string
let snippet: string
beforeAll(async () => {
  shop = await openShop()
  const { house } = at()
  const set = await house.ask(house.world.structure, 'POST', '/v1/steps', { origins: [shop.url] })
  ;({ key, snippet } = set.body)
  allowed = set.body.csp.script_src.join(' ')
})
afterAll(async () => shop?.stop())
beforeEach(() => {
  shop.orders.length = 0
})

/** The element with these attributes, as the documentation says to paste it. */
const pasted = (attributes: string) => snippet.replace('<acs-donation', `<acs-donation ${attributes}`)
const open = async (html: string, options = {}): Promise<Page> => {
  shop.paste(html, allowed)
  const page = await at().open(null, options)
  await page.goto(`${shop.url}${CART}`)
  return page
}
/** Its own address is elsewhere to our pages' harness. */
const complaints = () =>
  at()
    .complaints()
    .filter((said) => !said.startsWith(`elsewhere: ${shop.url}`))

test('hands the amount, with its consent, to the form that it stands in', async () => {
  const page = await open(pasted('name="don"'))
  await page.getByLabel('8 €').check()
  expect(await page.getByRole('status').innerText()).toBe('Ouvre une place.')
  await page.click('#order')
  await page.waitForSelector('#thanks')
  const [{ don, don_consent }] = shop.orders as [Record<string, string>]
  expect(don).toBe('8.00')
  expect(JSON.parse(don_consent!)).toMatchObject({
    cents: 800,
    language: 'fr',
    typed: '',
    version: expect.any(String),
  })
  await page.context().close()
  expect(complaints()).toEqual([])
})

test('fills a line of the page, and empties it again for who changes their mind', async () => {
  const page = await open(pasted(LINE_OF_ITS_OWN))
  await page.getByLabel('Autre montant').fill('12,5')
  expect(await page.locator(FIELD).inputValue()).toBe('12.50')
  expect(await page.locator(TICK).isChecked()).toBe(true)
  expect(await page.locator(LINE).isVisible()).toBe(false)
  await page.getByLabel('Non merci').check()
  expect(await page.getByRole('status').innerText()).toBe('Rien n’est ajouté.')
  expect(await page.locator(FIELD).inputValue()).toBe('0.00')
  expect(await page.locator(TICK).isChecked()).toBe(false)
  await page.context().close()
  expect(complaints()).toEqual([])
})

test.each([
  ['their fields', '<input autocomplete="section-pay cc-number">'],
  ['a provider’s frame', '<iframe name="__privateStripeFrame7" title="Carte"></iframe>'],
])('stays away from a page where cards are typed: %s', async (_, cards) => {
  const page = await open(`${cards}${pasted('name="don"')}`)
  await page.waitForFunction(`customElements.get('acs-donation')`)
  await page.waitForTimeout(300)
  expect(await page.locator('acs-donation').evaluate((element) => element.shadowRoot)).toBeNull()
  expect(await page.getByRole('link', { name: 'Partager un fauteuil' }).isVisible()).toBe(true)
  await page.context().close()
  expect(complaints()).toEqual([expect.stringContaining('is not shown: Error: cards are typed here')])
})

test('tells whoever listens', async () => {
  const page = await open(pasted('event'))
  await page.evaluate(
    `document.addEventListener('acs-change', ({ detail }) => { window.told = detail.cents })`,
  )
  await page.getByLabel('16 €').check()
  expect(await page.evaluate('window.told')).toBe(1_600)
  await page.context().close()
})

test('nothing is chosen, stored or asked of others before anyone touches it', async () => {
  const page = await open(pasted('name="don"'))
  await page.getByLabel('8 €').waitFor()
  expect(await page.locator('acs-donation input:checked').count()).toBe(0)
  const kept = `JSON.stringify([document.cookie, localStorage.length, sessionStorage.length])`
  expect(await page.evaluate(kept)).toMatch(/^\["(pretix_session=[^"]*)?",0,0\]$/)
  await page.click('#order')
  await page.waitForSelector('#thanks')
  expect(shop.orders).toEqual([expect.not.objectContaining({ don: expect.anything() })])
  const asked = complaints()
  expect(asked).toEqual([])
  await page.context().close()
})

test.each([
  ['a suggestion', async (page: Page) => page.getByLabel('16 €').check(), '16.00'],
  ['an amount of one’s own', async (page: Page) => page.getByLabel('Autre montant').fill('12,5'), '12.50'],
])('on the way back %s is there again, to be seen and changed', async (_, choose, don) => {
  const page = await open(pasted('name="don"'))
  await choose(page)
  await page.click('#order')
  await page.waitForSelector('#thanks')
  await page.goBack()
  await page
    .getByRole('status')
    .getByText(/^Ouvre/)
    .waitFor()
  const seen = await page.locator('acs-donation').evaluate((element) => {
    const [chosen, other] = [':checked', '[name=acs_amount]'].map(
      (selector) => (element.shadowRoot!.querySelector(selector) as { value?: string } | null)?.value,
    )
    return [chosen, other]
  })
  expect(seen).toEqual(don === '16.00' ? ['1600', ''] : [undefined, '12,50'])
  await page.click('#order')
  await page.waitForSelector('#thanks')
  expect(shop.orders.map((order) => order['don'])).toEqual([don, don])
  await page.goBack()
  await page.getByLabel('Non merci').check()
  await page.click('#order')
  await page.waitForSelector('#thanks')
  expect(shop.orders[2]).not.toHaveProperty('don')
  await page.context().close()
  expect(complaints()).toEqual([])
})

test.each([
  ['a question that is open', 'name="don"', '850'],
  ['what is no amount', 'name="don"', 'douze'],
  ['too much, in a line of the page', LINE_OF_ITS_OWN, '1001'],
])('%s holds the form once, and never the sale', async (_, attributes, typed) => {
  const page = await open(pasted(attributes))
  await page.getByLabel('Autre montant').fill(typed)
  await page.click('#order')
  const other = page.getByLabel('Autre montant')
  expect(await other.evaluate((field) => field.matches(':focus'))).toBe(true)
  expect(shop.orders).toEqual([])
  await page.click('#order')
  await page.waitForSelector('#thanks')
  expect(shop.orders).toHaveLength(1)
  expect(shop.orders[0]).not.toHaveProperty('don')
  await page.context().close()
  complaints()
})

test('by the address of its version and its hash it is the same', async () => {
  const { house } = at()
  const { address, integrity } = (await house.ask(null, 'GET', '/acs.json')).body
  const here = address.replace(house.ctx.origin, at().url)
  shop.paste(
    `<script type="module" src="${here}" integrity="${integrity}"></script><acs-donation structure="${key}" name="don"></acs-donation>`,
    `${allowed} ${at().url}`,
  )
  const page = await at().open(null)
  await page.goto(`${shop.url}${CART}`)
  await page.getByLabel('8 €').check()
  await page.context().close()
  expect(complaints()).toEqual([])
})

test('where the amount could go nowhere the step is not shown, and what stands in it is', async () => {
  const page = await open(pasted(''))
  const warned = await page.waitForEvent('console', { predicate: (said) => said.type() === 'warning' })
  expect(warned.text()).toContain('no name, field or event')
  expect(await page.getByRole('link', { name: 'Partager un fauteuil' }).isVisible()).toBe(true)
  await page.context().close()
  complaints()
})

test('an unusual amount is asked about once more, and a forgotten comma is offered', async () => {
  const page = await open(pasted('name="don"'))
  await page.getByLabel('Autre montant').fill('850')
  expect(await page.locator('[part=said]').innerText()).toMatch(/Vous avez écrit 850\s€/)
  await page.getByLabel('Autre montant').fill('1250')
  expect(await page.locator('[part=said]').innerText()).toMatch(/^Ici, 1\s000\s€ au plus/)
  await page.getByRole('button', { name: 'Plutôt 12,50' }).click()
  expect(await page.getByLabel('Autre montant').inputValue()).toBe('12,50')
  expect(await page.getByRole('status').innerText()).toBe('Ouvre une place et commence la suivante.')
  await page.click('#order')
  await page.waitForSelector('#thanks')
  expect(shop.orders[0]).toMatchObject({ don: '12.50' })
  await page.context().close()
})

test('is complete by the keyboard alone, and named for screen readers', async () => {
  const page = await open(pasted('name="don"'), { viewport: { width: 320, height: 640 } })
  await page.getByLabel('8 €').waitFor()
  expect(await page.locator('acs-donation').ariaSnapshot()).toMatchInlineSnapshot(`
    "- region "Partager un fauteuil":
      - heading "Partager un fauteuil" [level=2]
      - paragraph: "Si vous le souhaitez, ajoutez un montant libre : il ouvre des places, offertes en invitation par des associations partenaires."
      - group "Votre montant":
        - text: Votre montant
        - radio "4 € la moitié d’une place"
        - text: 4 € la moitié d’une place
        - radio "8 € une place"
        - text: 8 € une place
        - radio "16 € 2 places"
        - text: 16 € 2 places
        - radio "Non merci"
        - text: Non merci
      - text: Autre montant, en euros
      - textbox "Autre montant, en euros"
      - status
      - paragraph: Votre don est reçu par Théâtre du Port."
  `)
  await page.locator(TICK).focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  expect(await page.getByRole('status').innerText()).toBe('Ouvre une place.')
  await page.keyboard.press('Tab')
  await page.keyboard.type('20')
  expect(await page.getByRole('status').innerText()).toBe('Ouvre 2 places et la moitié de la suivante.')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#thanks')
  expect(shop.orders[0]).toMatchObject({ don: '20.00' })
  await page.context().close()
})

describe('axe finds nothing', () => {
  test.each([
    ['light', 'fr'],
    ['dark', 'de'],
  ] as const)('%s, %s', async (colorScheme, lang) => {
    const page = await open(pasted(`name="don" lang="${lang}"`), {
      colorScheme,
      viewport: { width: 320, height: 640 },
    })
    await page.locator('acs-donation').locator('input').first().waitFor()
    await page.evaluate(axe.source)
    const found = await page.evaluate<string[]>(`axe.run('acs-donation', {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'],
    }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ failureSummary }) => id + ': ' + failureSummary)))`)
    expect(found).toEqual([])
    await page.context().close()
  })
})

test('without scripts there is a plain link to the step’s own page', async () => {
  const page = await open(pasted('name="don"'), { javaScriptEnabled: false })
  expect(await page.getByRole('link', { name: 'Partager un fauteuil' }).getAttribute('href')).toBe(
    `${at().url}/don/${key}`,
  )
  await page.click('#order')
  await page.waitForSelector('#thanks')
  await page.context().close()
})

describe('the sale goes on as without us, and the page loads as fast, while Fauteuil is', () => {
  test.each(BROKEN)('%s', async (how) => {
    const broken = await breakAt(how)
    shop.paste(pasted(LINE_OF_ITS_OWN).replaceAll(at().url, broken.url), `'unsafe-inline' ${broken.url}`)
    const page = await at().open(null)
    // waits for the page's load event
    await page.goto(`${shop.url}${CART}`, { timeout: 5_000 })
    expect(await page.locator(LINE).isVisible()).toBe(true)
    await page.fill(FIELD, '5')
    await page.check(TICK)
    await page.click('#order')
    await page.waitForSelector('#thanks')
    expect(shop.orders).toEqual([{ price_7: '5', item_7: '1' }])
    await page.context().close()
    await broken.stop()
    at().complaints()
  })

  test('there, and its words are missing', async () => {
    const page = await open(pasted('name="don"').replace(key, `pk_${'0'.repeat(22)}`))
    expect(await page.getByRole('link', { name: 'Partager un fauteuil' }).isVisible()).toBe(true)
    await page.click('#order')
    await page.waitForSelector('#thanks')
    await page.context().close()
    at().complaints()
  })
})
