import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeAll, beforeEach, expect } from 'vitest'
import { publishSteps } from '../../src/step/index.ts'
import { freshHouse, type House } from '../hooks/stripe-house.ts'
import { terms } from '../setup/world.ts'
import { siteOf, type Site } from './site.ts'

/** What became of the intents of one test. */
export interface Books {
  /** cents of each gift, as booked */
  gifts: number[]
  /** Stripe's Checkout Sessions, by how they ended */
  sessions: string[]
}

export interface Paying {
  at: () => Site<House & { ctx: House['app']['ctx'] }>
  /** address of the step's own page */
  page: () => string
  key: () => string
  /** Sets the structure's step. @returns what its pages need */
  setStep: (input: object) => Promise<{ key: string; snippet: string; csp: { script_src: string[] } }>
  /** Someone on the step's own page, in French. */
  visit: (options?: BrowserContextOptions) => Promise<Page>
  /** All that Stripe has sent is worked on, and what can be is converted. What there is since the test began. */
  settle: () => Promise<Books>
  later: (passing_ms: number) => void
  /** From now on a seat costs 1 € more, and every way in shows it. */
  raisePrice: () => Promise<void>
  /** The convention collects no more, and every way in knows it. */
  whileClosed: (run: () => Promise<void>) => Promise<void>
}

/** The step at its own address, and an emulated Stripe where it is paid; on one clock, which stands still until it is moved. */
export function paying(): Paying {
  const at = siteOf(async () => {
    const house = await freshHouse()
    return { ...house, ctx: house.app.ctx }
  })
  let key = ''
  let price_cents = 1_200
  const before = new Set<string>()
  const giftsNow = async () =>
    (
      await at().house.world.pg.query<{ id: string; cents: number }>(
        'select id, posted_cents::int as cents from gift order by id',
      )
    ).rows
  const sessionsNow = () =>
    [...at().house.account.objects.values()].flatMap((one) =>
      one.object === 'checkout.session' ? [one] : [],
    )
  const isNew = ({ id }: { id: string }) => !before.has(id)
  const scene: Paying = {
    at,
    key: () => key,
    async setStep(input) {
      const { app, world } = at().house
      return (await app.ask(world.structure, 'POST', '/v1/steps', input)).body
    },
    page: () => `${at().url}/don/${key}`,
    async visit(options = {}) {
      const page = await at().open(null, options)
      page.setDefaultTimeout(10_000)
      await page.goto(`${scene.page()}?lang=fr`)
      if (options.javaScriptEnabled !== false)
        await page.locator('[part=give]').waitFor({ state: 'attached' })
      return page
    },
    async settle() {
      const { house } = at()
      await house.settle()
      await house.world.db.call('convert', { convention_id: house.world.convention_id, now: house.ctx.now() })
      return {
        gifts: (await giftsNow()).filter(isNew).map(({ cents }) => cents),
        sessions: sessionsNow()
          .filter(isNew)
          .map(({ status }) => status),
      }
    },
    later: (passing_ms) => void (at().house.clock.now_ms += passing_ms),
    async raisePrice() {
      const { world, ctx } = at().house
      const id = ctx.newId()
      price_cents += 100
      const version = { ...terms, seat_price_cents: price_cents, id, convention_id: world.convention_id }
      const proposed = { ...version, effective_from: ctx.now() }
      await world.db.once(world.claim(world.structure), 'propose_version', proposed)
      await world.db.once(world.claim(world.operator), 'approve', { id, subject: 'version' })
      await publishSteps(ctx)
    },
    async whileClosed(run) {
      const { world, ctx } = at().house
      const until = async (instant: string) => {
        await world.pg.query('update convention set collects_until = $1', [instant])
        await publishSteps(ctx)
      }
      await until(ctx.now())
      try {
        await run()
      } finally {
        await until('2027-06-01T00:00:00Z')
      }
    },
  }
  beforeAll(async () => {
    const { house } = at()
    // a form of ours may lead to the emulated Stripe, and who waits does wait
    house.ctx.development = true
    house.ctx.sleep = async (duration_ms) => new Promise((done) => setTimeout(done, duration_ms))
    key = (await scene.setStep({ max_cents: 50_000 })).key
  })
  beforeEach(async () => {
    // whatever the test before has left
    await at().house.stripe.mail.release()
    await scene.settle()
    for (const { id } of [...(await giftsNow()), ...sessionsNow()]) before.add(id)
    at().complaints()
  })
  return scene
}

/** Chooses 18 €, as far as the button that leads to the payment. */
export async function choose(page: Page): Promise<void> {
  await page.locator('[name=acs_amount]:visible').fill('18')
  const on = page.getByRole('button', { name: 'Continuer' })
  if (await on.isVisible()) await on.click()
  await giving(page).waitFor()
}

export const giving = (page: Page) => page.getByRole('button', { name: /^Donner 18/ })

const payButton = (page: Page) => page.getByRole('button', { name: 'Pay', exact: true })

/** From there to Stripe's page. */
export async function goOn(page: Page): Promise<void> {
  await giving(page).click()
  await atStripe(page)
}

export async function atStripe(page: Page): Promise<void> {
  await payButton(page).waitFor()
  expect(await page.locator('li').innerText()).toBe('Partager un fauteuil · Théâtre du Port: 18.00 EUR')
}

/** Pays there, and comes back. */
export async function payThere(page: Page): Promise<void> {
  await payButton(page).click()
  await thanked(page)
}

export const thanked = async (page: Page): Promise<void> =>
  page.getByRole('heading', { name: 'Merci' }).waitFor()
export const said = async (page: Page): Promise<string> => page.locator('main').innerText()

/**
 * To Stripe's page and back, in a browser that keeps whole pages for who comes back to them. The one here does not: so it is
 * answered nothing there, which leaves it where it is, as it is.
 */
export async function keepingPage(page: Page, there: (address: string) => Promise<void>): Promise<void> {
  const asked = Promise.withResolvers<string>()
  await page.route('**/c/pay/**', async (route) => {
    await route.fulfill({ status: 204 })
    asked.resolve(route.request().url())
  })
  await giving(page).click()
  await there(await asked.promise)
  await page.unroute('**/c/pay/**')
  await page.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`)
  expect(await page.getByRole('status').innerText()).toMatch(/^Ouvre une place et /)
}
