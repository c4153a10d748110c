import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stepTexts } from '../../../src/conventions/step-texts.ts'
import { launchBrowser } from '../../setup/browser.ts'
import { lookAtStep, switchTo, toStep } from './checkout.ts'
import { pretixHarness, type PretixHarness } from './harness.ts'

const LANGUAGES = ['fr', 'en', 'de', 'nl', 'it', 'es'] as const
/** A seat costs the fund 12 €. */
const STEP = stepTexts(1_200)

/** One cart on the page of the step, where its buyer changes the language of the shop. */
describe('the step in pretix’s own checkout, in each language', () => {
  let harness: PretixHarness
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    harness = await pretixHarness()
    const { api, url, organizer, subscription } = harness.season
    await api.patch(`events/${subscription.event}/settings/`, { locales: LANGUAGES })
    await harness.open(null).enable?.({ ...harness.enable, step: STEP })
    browser = await launchBrowser()
    page = await browser.newPage({ locale: 'fr-FR' })
    page.setDefaultTimeout(20_000)
    await toStep(page, `${url}/${organizer}/${subscription.event}/`)
  })
  afterAll(async () => {
    await browser?.close()
    await harness?.stop()
  })

  it.each([
    ['fr', 'Montant libre', 'Partager un fauteuil', '12\u00a0€ ouvrent une place.'],
    ['en', 'Any amount', 'Share a seat', '€12 opens one seat.'],
    ['de', 'Freier Betrag', 'Einen Platz teilen', '12\u00a0€ öffnen einen Platz.'],
    ['nl', 'Vrij bedrag', 'Een stoel delen', '€\u00a012 opent één plaats.'],
    ['it', 'Importo libero', 'Condividere una poltrona', '12\u00a0€ aprono un posto.'],
    ['es', 'Importe libre', 'Compartir una butaca', '12\u00a0€ abren una localidad.'],
  ] as const)('%s: heading, title, text and what a seat costs', async (language, heading, title, price) => {
    await switchTo(page, language)
    const step = await lookAtStep(page)
    expect(step).toMatchObject({ heading, preselected: false })
    expect(step.text).toContain(title)
    expect(step.text).toContain(STEP.description[language])
    expect(step.text).toContain(price)
    if (language === 'de')
      await page.screenshot({ path: '.fauteuil/screenshots/step-pretix-de.png', fullPage: true })
  })
})
