import { beforeAll, describe, expect, test } from 'vitest'
import { freshHouse, type House } from '../hooks/stripe-house.ts'
import { visitor } from '../portal/visit.ts'

// What the form of the step's own page takes, to the letter, and what stands around it.

let house: House
let path: string
beforeAll(async () => {
  house = await freshHouse()
  const set = await house.app.ask(house.world.structure, 'POST', '/v1/steps', { max_cents: 50_000 })
  path = `/don/${set.body.key}`
})
const get = async () => visitor(house.app, null).get(`${path}?lang=fr`)
const send = async (fields: Record<string, string>) =>
  visitor(house.app, null).post(`${path}?lang=fr`, fields)
const valueOf = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]

describe('the page', () => {
  test('sends its form to itself, in its own language, and complains of nothing yet', async () => {
    const { html } = await get()
    expect(html).toContain(`<form class="acs" method="post" action="${path}?lang=fr">`)
    expect(html).not.toContain('role="alert"')
  })

  test('leads to itself in the five other languages, each by its own name', async () => {
    const { html } = await get()
    const links = [
      ...html.matchAll(/<a class="language" href="([^"]+)" lang="(\w+)" hreflang="\w+">([^<]+)</g),
    ]
    expect(links.map(([, href, lang, name]) => [href, lang, name])).toEqual([
      [`${path}?lang=en`, 'en', 'English'],
      [`${path}?lang=de`, 'de', 'Deutsch'],
      [`${path}?lang=nl`, 'nl', 'Nederlands'],
      [`${path}?lang=it`, 'it', 'Italiano'],
      [`${path}?lang=es`, 'es', 'Español'],
    ])
  })

  test('lets no other site in, and says nothing of its address to any', async () => {
    const { headers } = await get()
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
  })
})

describe('the form', () => {
  test('takes as much as the structure said', async () => {
    expect((await send({ acs_amount: '500' })).text).toContain('Donner 500')
    expect((await send({ acs_amount: '500,01' })).status).toBe(422)
  })

  test('takes the choice where nothing but spaces was written', async () => {
    expect((await send({ acs_choice: '1200', acs_amount: '  ' })).text).toContain('Ouvre une place.')
  })

  test('keeps twenty signs of what was written, as a consent does', async () => {
    const { html } = await send({ acs_amount: `18${' '.repeat(30)}€` })
    expect(valueOf(html, 'acs_amount')).toBe(`18${' '.repeat(18)}`)
  })

  test('says again what an amount opens where the intent is none, and makes one', async () => {
    const good = crypto.randomUUID()
    for (const intent of ['', 'mine', `${good}0`, `0${good}`]) {
      const { status, html } = await send({ acs_amount: '18', intent })
      expect([status, valueOf(html, 'intent')]).toEqual([200, expect.stringMatching(/^[0-9a-f-]{36}$/)])
      expect(html).toContain(`action="${path}?lang=fr"`)
    }
    expect((await send({ acs_amount: '18', intent: good })).status).toBe(303)
  })
})
