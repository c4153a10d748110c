import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshBoxOffice } from '../adapters/open/harness.ts'
import { type Box, browse, enableStep, linksOf, subscribe } from './browse.ts'

interface Order {
  gifts: { cents: number; version: number; consent: Record<string, unknown> }[]
}

describe('the gift step of the subscription', () => {
  let box: Box
  beforeAll(async () => {
    box = await freshBoxOffice()
    await enableStep(box)
  })
  afterAll(async () => box.stop())

  const choose = async (fields: Record<string, string>) => {
    const step = await subscribe(box)
    expect(step.path).toMatch(/^\/panier\/.*\/don$/)
    return browse(box).send(step.path, fields)
  }
  const payAndAsk = async (path: string): Promise<Order> => {
    const order = await browse(box).send(path, { pay: 'test' })
    expect(order.path).toMatch(/^\/commande\/[A-Z0-9]{8}$/)
    return box.call('GET', `/acs/orders/${order.path.split('/').at(-1)}`)
  }

  it('says what opens half a seat, preselects nothing, and offers no as plainly as yes', async () => {
    const { html } = await subscribe(box)
    expect(html).toContain('6 € ouvrent la moitié d’une place')
    expect(html).toContain('Votre don ouvre des &lt;places&gt;.')
    expect(html).not.toMatch(/checked|selected|autofocus/)
    expect(html).toMatch(/<input[^>]*name="amount"[^>]*value=""/)
    const no = /<button(?<attributes>[^>]*)value="none"/.exec(html)?.groups?.['attributes']
    const yes = /<button(?<attributes>[^>]*)value="500"/.exec(html)?.groups?.['attributes']
    expect(no?.replace('choice', 'suggestion')).toBe(yes)
    // Enter in the amount field must press the button of that field, not a suggestion.
    const form = html.split('<form').find((part) => part.includes('name="amount"'))
    expect(form?.match(/<button[^>]*>/g)).toEqual([expect.stringContaining('value="give"')])
  })

  it.for([
    [{ choice: 'none' }, []],
    [{ choice: 'give', amount: '0' }, []],
    [{ suggestion: '500' }, [500]],
    [{ choice: 'give', amount: '12,5' }, [1_250]],
    [{ choice: 'give', amount: ' 7.50 € ' }, [750]],
  ] as [Record<string, string>, number[]][])('%j gives %j', async ([fields, gifts]) => {
    const summary = await choose(fields)
    expect(summary.path).toMatch(/paiement$/)
    const order = await payAndAsk(summary.path)
    expect(order.gifts.map(({ cents }) => cents)).toEqual(gifts)
  })

  it('keeps what was shown and chosen as the proof of consent', async () => {
    const order = await payAndAsk((await choose({ choice: 'give', amount: '12,5' })).path)
    expect(order.gifts[0]?.consent).toMatchObject({
      title: 'Abonnement solidaire',
      seat_price_cents: 1_200,
      preselected: false,
      language: 'fr',
      chosen: 'amount',
      typed: '12,5',
      cents: 1_250,
    })
  })

  it.for(['-3', '12 5', '3,999', 'beaucoup', '999999', ''])(
    'asks again for «%s», and keeps what was typed',
    async (amount) => {
      const again = await choose({ choice: 'give', amount })
      expect(again.status).toBe(422)
      expect(again.path).toMatch(/don$/)
      expect(again.html).toContain('role="alert"')
      expect(again.html).toContain('aria-invalid="true"')
      expect(again.html).toContain(`value="${amount}"`)
    },
  )

  it('asks gently once more for a large amount', async () => {
    const asked = await choose({ choice: 'give', amount: '250' })
    expect(asked.status).toBe(200)
    expect(asked.html).toContain('250 €')
    const summary = await browse(box).send(asked.path, { amount: '250', sure: '25000' })
    expect((await payAndAsk(summary.path)).gifts[0]?.cents).toBe(25_000)
    const other = await browse(box).send((await subscribe(box)).path, { amount: '250', sure: '15100' })
    expect(other.path).toMatch(/don$/)
  })

  it('lets the gift be changed and removed before paying', async () => {
    const summary = await choose({ suggestion: '1000' })
    expect(linksOf(summary)).toContain(summary.path.replace('paiement', 'don'))
    const without = await browse(box).send(summary.path.replace('paiement', 'sans-don'))
    expect(without.path).toBe(summary.path)
    expect(without.html).not.toContain('10 €')
    expect((await payAndAsk(summary.path)).gifts).toEqual([])
  })

  it('pays once, however often the button is pressed', async () => {
    const summary = await choose({ suggestion: '500' })
    const orders = await Promise.all(
      [1, 2, 3].map(async () => browse(box).send(summary.path, { pay: 'test' })),
    )
    expect(new Set(orders.map(({ path }) => path)).size).toBe(1)
    const late = await browse(box).send(summary.path.replace('paiement', 'don'), { suggestion: '1000' })
    expect(late.path).toBe(orders[0]?.path)
    expect(late.html).not.toContain('10 €')
  })

  it('is not there when nobody has set it', async () => {
    await box.call('DELETE', '/acs/step')
    const next = await subscribe(box)
    await enableStep(box)
    expect(next.path).toMatch(/paiement$/)
  })
})
