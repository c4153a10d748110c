import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { startBoxOffice } from '../../../adapters/open/box-office/server.ts'
import { stepTexts } from '../../../src/conventions/step-texts.ts'
import { startEdge } from '../../step/edge.ts'
import { openHouse } from '../../bench/step/house.ts'
import { launchBrowser } from '../../setup/browser.ts'
import { freePort } from '../../../src/local/ports.ts'
import { toStep } from '../pretix/checkout.ts'
import { openPartner } from '../pretix/partner.ts'
import { seedSeason } from '../pretix/season.ts'
import { startPretix } from '../pretix/server.ts'

// `npm run screenshots:step`: the step where subscribers meet it, at the demonstration box office, in pretix natively, and in
// the same pretix through the edge.

const SHOTS = '.fauteuil/screenshots/step'
const PRETIX = join(import.meta.dirname, '../../../.fauteuil/pretix')
const STEP = stepTexts(1_200)
const SEES = { viewport: { width: 1_000, height: 900 }, locale: 'fr-FR' }

mkdirSync(SHOTS, { recursive: true })
const browser = await launchBrowser()
try {
  await atBoxOffice(browser)
  await atPretix(browser)
  console.log(`${SHOTS}/step-{box-office,pretix-native,pretix-edge}.png`)
} finally {
  await browser.close()
}

async function atBoxOffice(with_browser: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'box-office-'))
  const token = 'a-token-of-the-screenshots'
  const box = await startBoxOffice({ port: 0, folder, token, faults: false })
  try {
    const { fr, en } = STEP.title
    const step = { title: { fr, en }, description: { fr: STEP.description.fr, en: STEP.description.en } }
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const set = await fetch(`${box.url}/acs/step`, { method: 'PUT', headers, body: JSON.stringify(step) })
    if (!set.ok) throw new Error(`the box office answered ${set.status}`)
    const page = await with_browser.newPage(SEES)
    await page.goto(box.url)
    await page.getByText('S’abonner').first().click()
    await page.getByText('Composer').first().click()
    for (let n = 0; n < 3; n++) await page.locator('input[type=checkbox]').nth(n).check()
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.waitForURL('**/don')
    await page.screenshot({ path: `${SHOTS}/step-box-office.png`, fullPage: true })
    await page.close()
  } finally {
    await box.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function atPretix(with_browser: Browser): Promise<void> {
  const port = await freePort()
  const venue = `http://127.0.0.1:${port}`
  const pretix = await startPretix({ folder: PRETIX, shown_at: venue, say: console.log })
  try {
    const season = await seedSeason(pretix, { now: new Date() })
    const hook = { url: 'http://127.0.0.1:9/nobody', signing_secret: '' }
    const { provision } = await openPartner(season, null).enable({ hook, step: STEP })
    const { organizer, performance_events, subscription } = season
    const settings = {
      address: pretix.url,
      organizer,
      subscription_event: subscription.event,
      performance_events,
    }
    const house = await openHouse([{ platform: 'pretix', settings, provision }])
    try {
      const shop = `${venue}/${organizer}/${subscription.event}/`
      // a key that nobody has: the page as pretix makes it
      for (const [name, STRUCTURE] of [
        ['native', `pk_${'0'.repeat(22)}`],
        ['edge', house.key],
      ] as const) {
        const edge = await startEdge({ FAUTEUIL: house.url, STRUCTURE, TICKETING: pretix.url }, port)
        const page = await with_browser.newPage(SEES)
        await toStep(page, shop)
        if (name === 'edge') await page.locator('acs-donation').getByLabel('Autre montant').fill('12')
        await page.screenshot({ path: `${SHOTS}/step-pretix-${name}.png`, fullPage: true })
        await page.close()
        await edge.stop()
      }
    } finally {
      await house.stop()
    }
  } finally {
    await pretix.stop()
  }
}
