import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/platform/clock.ts'
import { find } from '../emulated/stripe/world.ts'
import { atStripe, choose, giving, goOn, keepingPage, paying, payThere, said, thanked } from './paying.ts'

// The step's own page, the page where a gift is paid, and back: what a person sees, and what is booked.

const { at, key, visit, settle, later, raisePrice, whileClosed } = paying()
const ONCE = { gifts: [1_800], sessions: ['complete'] }
const NOTHING = { gifts: [], sessions: [] }
const CLOSED = 'Aucun don n’est recueilli à cette adresse en ce moment'
const stripe = () => at().house.stripe
const versionShown = async (): Promise<string> =>
  (await at().house.app.ask(null, 'GET', `/step/${key()}/fr.json`)).body.version

test('one choice in two tabs is one page, which can be paid in one of them', async () => {
  const page = await visit({ javaScriptEnabled: false })
  await choose(page)
  const [other] = await Promise.all([
    page.context().waitForEvent('page'),
    giving(page).click({ modifiers: ['Control'] }),
  ])
  await atStripe(other)
  await goOn(page)
  expect(page.url()).toBe(other.url())
  await payThere(other)
  await page.getByRole('button', { name: 'Pay' }).click()
  await page.getByText('You’re all done here').waitFor()
  expect(await settle()).toEqual(ONCE)
  await page.context().close()
})

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('%s', (_, javaScriptEnabled) => {
  const begin = async () => {
    const page = await visit({ javaScriptEnabled })
    await choose(page)
    return page
  }

  test('a gift is paid, and its page says what it opened, from before the webhook until long after', async () => {
    const page = await begin()
    stripe().mail.hold()
    await goOn(page)
    later(2 * MINUTE_MS)
    await payThere(page)
    expect(await said(page)).toContain('n’est pas encore confirmé')
    later(5 * HOUR_MS)
    await stripe().mail.release()
    expect(await settle()).toEqual(ONCE)
    await page.reload()
    expect(await said(page)).toMatch(/Votre don de 18\s€ a été reçu/)
    expect(await said(page)).toMatch(/de la place n° \d+ : ouverte/)
    expect(
      at()
        .complaints()
        .filter((one) => !one.startsWith(`elsewhere: ${stripe().url}`)),
    ).toEqual([])
    await page.context().close()
  })

  test('the webhook may be there before the person', async () => {
    const page = await begin()
    await goOn(page)
    const id = sessionOf(page.url())
    stripe().pay(id)
    expect(await settle()).toEqual(ONCE)
    await page.goto(find(at().house.account, 'checkout.session', id).success_url!)
    expect(await said(page)).toMatch(/Votre don de 18\s€ a été reçu/)
    await page.context().close()
  })

  test('who leaves that page is back where they were, and nothing is booked', async () => {
    const page = await begin()
    await goOn(page)
    await page.getByRole('link', { name: 'Back' }).click()
    await page.locator('[name=acs_amount]:visible').waitFor()
    expect(await settle()).toEqual({ gifts: [], sessions: ['open'] })
    await page.context().close()
  })

  /** To Stripe's page, and by the browser's own button back to the step as it was left. */
  const thereAndBack = async (page: Page, there: (address: string) => Promise<void>) => {
    if (javaScriptEnabled) return keepingPage(page, there)
    await goOn(page)
    await there(page.url())
    while (!(await giving(page).isVisible())) await page.goBack()
  }

  test('back after paying, and once more: the same gift is thanked for', async () => {
    const page = await begin()
    stripe().mail.hold()
    await thereAndBack(page, async (address) => {
      if (page.url() === address) await payThere(page)
      else stripe().pay(sessionOf(address))
    })
    later(MINUTE_MS)
    await giving(page).click()
    await thanked(page)
    await stripe().mail.release()
    expect(await settle()).toEqual(ONCE)
    await page.context().close()
  })

  test('back a month after paying, when Stripe has forgotten it: the same gift is thanked for', async () => {
    const page = await begin()
    await thereAndBack(page, async (address) => void stripe().pay(sessionOf(address)))
    expect(await settle()).toEqual(ONCE)
    later(30 * DAY_MS)
    stripe().asked.length = 0
    await giving(page).click()
    await thanked(page)
    expect(stripe().asked).toEqual([])
    await page.context().close()
  })

  test('that page has expired: there is another, and it is paid once', async () => {
    const page = await begin()
    await thereAndBack(page, async () => later(DAY_MS))
    await goOn(page)
    await payThere(page)
    expect(await settle()).toEqual({ gifts: [1_800], sessions: ['expired', 'complete'] })
    await page.context().close()
  })

  test('a double click opens one page, while the first is still being opened', async () => {
    const page = await begin()
    stripe().faults.slow_ms = 600
    stripe().asked.length = 0
    const { x, y } = (await giving(page).boundingBox())!
    await page.mouse.click(x + 5, y + 5)
    await expect.poll(() => stripe().asked.length).toBe(1)
    await page.mouse.click(x + 5, y + 5)
    await atStripe(page)
    stripe().faults.slow_ms = 0
    // the element hears one click only
    expect(stripe().asked.length > 1).toBe(!javaScriptEnabled)
    await payThere(page)
    expect(await settle()).toEqual(ONCE)
    await page.context().close()
  })

  test('two tabs are two intentions: each that is paid is a gift', async () => {
    const page = await begin()
    const other = await begin()
    for (const tab of [page, other]) await goOn(tab)
    await payThere(page)
    expect(await settle()).toEqual({ gifts: [1_800], sessions: ['complete', 'open'] })
    await payThere(other)
    expect(await settle()).toEqual({ gifts: [1_800, 1_800], sessions: ['complete', 'complete'] })
    for (const tab of [page, other]) await tab.context().close()
  })

  test('Stripe is away: it is said, and trying again pays once', async () => {
    const page = await begin()
    stripe().faults.lose_answers = 1
    await giving(page).click()
    await page.getByText('La page de paiement ne s’est pas ouverte, rien n’a été payé').waitFor()
    later(MINUTE_MS)
    await goOn(page)
    await payThere(page)
    expect(await settle()).toEqual(ONCE)
    await page.context().close()
  })

  test('the step closes while its page is open: it is said, and nothing can be paid', async () => {
    const page = await begin()
    await whileClosed(async () => {
      await giving(page).click()
      await page
        .getByText(javaScriptEnabled ? 'Ce don ne peut pas être fait ici, et rien n’a été payé' : CLOSED)
        .waitFor()
    })
    expect(await settle()).toEqual(NOTHING)
    await page.context().close()
  })

  test('the step closes while it is being paid: the gift is booked, and thanked for', async () => {
    const page = await begin()
    await goOn(page)
    later(HOUR_MS)
    await whileClosed(async () => {
      await payThere(page)
      expect(await settle()).toEqual(ONCE)
      await page.reload()
      expect(await said(page)).toMatch(/Votre don de 18\s€ a été reçu/)
    })
    await page.context().close()
  })

  test('a price that changed in between changes neither the amount nor what was read', async () => {
    const page = await begin()
    const version = await versionShown()
    await raisePrice()
    expect(await versionShown()).not.toBe(version)
    await goOn(page)
    await payThere(page)
    expect(await settle()).toEqual(ONCE)
    const { rows } = await at().house.world.pg.query<{ evidence: { consent: object } }>(
      'select evidence from gift order by id desc limit 1',
    )
    expect(rows[0]?.evidence.consent).toMatchObject({ version, chosen_cents: '1800' })
    await page.context().close()
  })
})

const sessionOf = (address: string): string => address.split('/').at(-1)!
