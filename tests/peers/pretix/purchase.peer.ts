import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Partner } from '../../../adapters/contract/index.ts'
import { read } from '../../../adapters/pretix/hooks.ts'
import { launchBrowser } from '../../setup/browser.ts'
import { buySubscription } from './checkout.ts'
import { changeGiftLine, lookAt, markPaid, refund } from './counter.ts'
import { pretixHarness, type PretixHarness } from './harness.ts'

describe('a subscription bought in a browser, through pretix’s own checkout', () => {
  let harness: PretixHarness
  let partner: Required<Partner>
  let browser: Browser
  const shop = () => `${harness.season.url}/${harness.season.organizer}/${harness.season.subscription.event}/`

  beforeAll(async () => {
    harness = await pretixHarness()
    const { provision } = await (harness.open(null) as Required<Partner>).enable(harness.enable)
    partner = harness.open(provision) as Required<Partner>
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await harness?.stop()
  })

  it('shows the step with nothing chosen, and a gift that is typed in is paid with the subscription', async () => {
    const { step, code } = await buySubscription(browser, { shop: shop(), gift: '12.50' })
    expect(step).toMatchObject({ heading: 'Montant libre', preselected: false, amount: '0.00' })
    expect(step.text).toContain(harness.enable.step.title.fr)
    expect(step.text).toContain(harness.enable.step.description.fr)

    const { api } = harness.season
    const order = await lookAt(api, code)
    expect(order).toMatchObject({ status: 'n', total: '72.50' })
    expect((await partner.order(code))?.gifts).toMatchObject([{ cents: 0 }])

    const hooks = await harness.hooksAfter(async () => markPaid(api, order))
    expect(hooks.map(({ body }) => read(body))).toContainEqual({ looks: [{ kind: 'order', order: code }] })
    const paid = await partner.order(code)
    expect(paid?.gifts).toMatchObject([{ cents: 1_250, currency: 'EUR', evidence: { preselected: false } }])

    const later = await harness.hooksAfter(async () => refund(api, code, 500))
    expect(later.map(({ body }) => read(body))).toContainEqual({ looks: [{ kind: 'order', order: code }] })
    expect((await partner.order(code))?.gifts).toMatchObject([{ cents: 1_250 }])
    await changeGiftLine(api, code, 800)
    expect((await partner.order(code))?.gifts).toMatchObject([{ cents: 800 }])
  })

  it('is bought as easily without a gift', async () => {
    const { code } = await buySubscription(browser, { shop: shop(), gift: null })
    expect(await lookAt(harness.season.api, code)).toMatchObject({ total: '60.00' })
    expect((await partner.order(code))?.gifts).toEqual([])
  })
})
