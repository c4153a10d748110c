import { serve, type ServerType } from '@hono/node-server'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { KEY_COOKIE } from '../../src/people/index.ts'
import type { Context } from '../../src/platform/context.ts'
import { freshPortal } from '../portal/scene.ts'
import { launchBrowser } from '../setup/browser.ts'
import { allowLocal } from '../setup/network.ts'
import type { Actor } from '../setup/world.ts'

const SHOTS = '.fauteuil/screenshots'

type Portal = Awaited<ReturnType<typeof freshPortal>>
export interface Site<House = Portal> {
  house: House
  url: string
  /** A page of someone who is signed in, or of nobody; what its console says is an error is kept. */
  open(who: Actor | null, options?: BrowserContextOptions): Promise<Page>
  /** Everything that any page said, or asked of another address, since the last time. */
  complaints(): string[]
  shot(page: Page, name: string): Promise<void>
}

/** A browser shares the machine with whatever else runs: slow is not broken. */
vi.setConfig({ testTimeout: 90_000 })

/** The real app on a port of this machine, and a real browser in front of it; both end with the test file. */
export const site = (): (() => Site) => siteOf(freshPortal)

/** The same of another house. */
export function siteOf<House extends { ctx: Context }>(freshHouse: () => Promise<House>): () => Site<House> {
  let made: Site<House>
  let browser: Browser
  let server: ServerType
  beforeAll(async () => {
    const house = await freshHouse()
    const app = createApp(() => house.ctx)
    server = serve({ fetch: (request) => app.fetch(request), port: 0, hostname: '127.0.0.1' })
    await new Promise((listening) => server.once('listening', listening))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    house.ctx.origin = url
    allowLocal(url)
    browser = await launchBrowser()
    made = { house, url, ...opener(browser, url) }
    mkdirSync(SHOTS, { recursive: true })
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
  })
  return () => made
}

function opener(browser: Browser, url: string): Pick<Site, 'open' | 'complaints' | 'shot'> {
  const said: string[] = []
  return {
    async open(who, options = {}) {
      const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', ...options })
      if (who)
        await context.addCookies([
          { name: KEY_COOKIE, value: who.key, url, httpOnly: true, sameSite: 'Strict' },
        ])
      const page = await context.newPage()
      page.on('console', (message) => said.push(`${message.type()}: ${message.text()} (${page.url()})`))
      page.on('pageerror', (error) => said.push(`error: ${error.message} (${page.url()})`))
      page.on('requestfailed', (request) => said.push(`failed: ${request.url()}`))
      page.on('request', (request) => {
        if (!request.url().startsWith(url)) said.push(`elsewhere: ${request.url()}`)
      })
      return page
    },
    complaints: () => said.splice(0),
    async shot(page, name) {
      await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
    },
  }
}

/** Nothing is wider than the window, at any zoom. */
export async function expectNoSideways(page: Page): Promise<void> {
  const widths = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]')
  expect(widths[0]).toBeLessThanOrEqual(widths[1])
}
