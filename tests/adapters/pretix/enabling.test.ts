import { describe, expect, it } from 'vitest'
import type { Enabled, PartnerPerformance } from '../../../adapters/contract/index.ts'
import { replay } from './replay.ts'
import type { SceneName } from './scenes.ts'

const enabled = async (scene: SceneName) => {
  const { answer, exchanges } = await replay(scene)
  return { ...(answer as Enabled), writes: exchanges.filter(({ method }) => method !== 'GET') }
}

describe('enabling pretix', () => {
  it('makes a donation product that only the checkout proposes, with nothing chosen beforehand', async () => {
    const { writes, checks, provision } = await enabled('enable_first')
    expect(checks.filter(({ ok }) => !ok)).toEqual([])
    expect(writes.find(({ path }) => path.endsWith('/categories/'))?.sent).toMatchObject({
      name: {
        fr: 'Montant libre',
        en: 'Any amount',
        de: 'Freier Betrag',
        nl: 'Vrij bedrag',
        it: 'Importo libero',
        es: 'Importe libre',
      },
      cross_selling_mode: 'only',
      cross_selling_condition: 'always',
    })
    expect(writes.find(({ path }) => path.endsWith('/items/'))?.sent).toMatchObject({
      free_price: true,
      default_price: '0.00',
      free_price_suggestion: null,
      max_per_order: 1,
      tax_rule: null,
      name: { fr: 'Partager un fauteuil', en: 'Share a seat' },
    })
    expect(provision).toMatchObject({ steps: { abonnements: { currency: 'EUR' } }, hook: expect.any(Number) })
  })

  it('registers one webhook, last of all, for these events alone', async () => {
    const { writes } = await enabled('enable_first')
    expect(writes.at(-1)).toMatchObject({
      method: 'POST',
      path: '/api/v1/organizers/theatre/webhooks/',
      sent: {
        enabled: true,
        all_events: false,
        limit_events: ['abonnements', 'les-vagues', 'la-mouette', 'recital'],
      },
    })
  })

  it('writes nothing when all is as it should be, apart from trying it out', async () => {
    const { writes, provision } = await enabled('enable_again')
    expect(writes.map(({ sent }) => sent)).toEqual([expect.objectContaining({ simulate: true })])
    expect(provision).toEqual((await enabled('enable_first')).provision)
  })

  it('mends what someone changed, and nothing else', async () => {
    const { writes, checks } = await enabled('enable_mends')
    expect(writes.filter(({ method }) => method === 'PATCH').map(({ sent }) => sent)).toEqual([
      { active: true, default_price: '0.00' },
    ])
    expect(checks.every(({ ok }) => ok)).toBe(true)
  })

  it('can make an invitation product of its own, sold to nobody without a voucher, from the same seats', async () => {
    const { writes, provision } = await enabled('enable_invitation_product')
    const item = writes.find(({ path }) => path.endsWith('/les-vagues/items/'))
    expect(item?.sent).toMatchObject({
      name: { fr: 'Invitation', en: 'Invitation' },
      default_price: '0.00',
      hide_without_voucher: true,
    })
    const made = Reflect.get(Object(item?.answer), 'id') as number
    expect(writes.find(({ path }) => path.includes('/les-vagues/quotas/'))?.sent).toEqual({
      items: expect.arrayContaining([made]),
    })
    expect(provision).toMatchObject({ seats: { 'les-vagues': { item: made, variation: null } } })
  })

  it('says what someone must switch on', async () => {
    const { checks } = await enabled('enable_without_tickets')
    expect(checks.filter(({ ok }) => !ok)).toMatchObject([{ name: 'tickets in recital' }])
  })

  it('is taken back by switching off, and deletes nothing that was sold', async () => {
    const { exchanges } = await replay('disable')
    const writes = exchanges.filter(({ method }) => method !== 'GET')
    const item = (event: string) => expect.stringMatching(`/events/${event}/items/\\d+/$`)
    expect(writes.map(({ method, path, sent }) => [method, path, sent])).toEqual([
      ['PATCH', expect.stringMatching(/\/webhooks\/\d+\/$/), { enabled: false }],
      ['PATCH', item('abonnements'), { active: false }],
      ['PATCH', item('les-vagues'), { active: false }],
    ])
    const again = await enabled('enable_after_disable')
    expect(again.writes.filter(({ method }) => method === 'PATCH').map(({ sent }) => sent)).toEqual([
      { active: true },
      expect.objectContaining({ enabled: true }),
    ])
    expect(again.checks.every(({ ok }) => ok)).toBe(true)
  })
})

describe('performances in pretix', () => {
  it('are single events and the dates of series', async () => {
    const performances = (await replay('performances')).answer as PartnerPerformance[]
    expect(performances.map(({ reference }) => reference)).toEqual([
      'les-vagues',
      expect.stringMatching(/^la-mouette\/\d+$/),
      expect.stringMatching(/^la-mouette\/\d+$/),
      expect.stringMatching(/^la-mouette\/\d+$/),
      'recital',
    ])
    expect(performances[0]).toEqual({
      reference: 'les-vagues',
      title: 'Les Vagues',
      series: null,
      venue: 'Théâtre de la Place',
      starts_at: expect.stringMatching(/T\d\d:00:00\.000Z$/),
      status: 'scheduled',
      seats_free: 40,
      public_price_cents: 2_400,
    })
    expect(performances[1]).toMatchObject({ series: 'La Mouette', seats_free: 30 })
  })

  it('are cancelled when their date, or all the products of their event, are off', async () => {
    const { answer, given } = await replay('performances_cancelled')
    const off = (answer as PartnerPerformance[]).filter(({ status }) => status === 'cancelled')
    expect(off.map(({ reference }) => reference)).toEqual([given['evening'], 'recital'])
  })

  it('keep what their tickets are while they are cancelled', async () => {
    const { provision, checks } = await enabled('enable_while_cancelled')
    expect(provision).toEqual((await enabled('enable_first')).provision)
    expect(checks.filter(({ ok }) => !ok)).toMatchObject([{ name: 'seats in recital' }])
  })
})
