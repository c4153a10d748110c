import { beforeAll, describe, expect, test } from 'vitest'
import { freshHouse, type House } from '../hooks/stripe-house.ts'
import { visitor } from '../portal/visit.ts'
import { testApp } from '../setup/app.ts'

// The step at its own address, by a browser without scripts.

let house: House
let path: string
beforeAll(async () => {
  house = await freshHouse()
  const set = await house.app.ask(house.world.structure, 'POST', '/v1/steps', { max_cents: 50_000 })
  path = `/don/${set.body.key}`
})
const someone = (headers = {}) => visitor(house.app, null, headers)
const send = async (fields: Record<string, string>) => someone().post(`${path}?lang=fr`, fields)
const intentIn = (html: string) => /name="intent" value="([^"]+)"/.exec(html)?.[1] ?? ''

test('shows what can be given, nothing chosen, and no beside it', async () => {
  const { status, html, text, headers } = await someone().get(path)
  expect(status).toBe(200)
  expect(text).toContain('Partager un fauteuil avec Théâtre du Port')
  expect(html.match(/type="radio"/g)).toHaveLength(4)
  expect(html).not.toMatch(/checked/)
  expect(text).toMatch(/6\s€ la moitié d’une place .*12\s€ une place .*24\s€ 2 places .*Non merci/)
  expect(headers.get('set-cookie')).toBeNull()
})

test.each([
  ['nothing', {}],
  ['no', { acs_choice: '0', acs_amount: '' }],
  ['zero', { acs_amount: '0' }],
])('%s is a normal answer', async (_, fields) => {
  const { status, text } = await send(fields)
  expect([status, text]).toEqual([200, expect.stringContaining('rien n’est à payer')])
})

test('an amount is shown with what it opens before it is paid, and paid once however often it is sent', async () => {
  const review = await send({ acs_choice: '', acs_amount: '18 €' })
  expect(review.text).toContain('Ouvre une place et la moitié de la suivante.')
  expect(review.text).toContain('Donner 18')
  const fields = { acs_choice: '1800', acs_amount: '18 €', intent: intentIn(review.html) }
  const [one, again] = [await send(fields), await send(fields)]
  expect([one.status, again.location]).toEqual([303, one.location])
  expect(await (await fetch(one.location!)).text()).toContain('18.00 EUR')
})

test('a suggestion is taken without a word written', async () => {
  expect((await send({ acs_choice: '1200', acs_amount: '' })).text).toContain('Ouvre une place.')
})

describe('what cannot be read is asked again, and nothing is opened', () => {
  test.each([
    ['beaucoup', 'Ce n’est pas un montant'],
    ['-5', 'Ce n’est pas un montant'],
    ['600', 'Ici, 500 € au plus'],
  ])('%s', async (acs_amount, said) => {
    const { status, html, text } = await send({ acs_amount })
    expect([status, text]).toEqual([422, expect.stringContaining(said)])
    expect(html).toContain('role="alert"')
  })

  test.each([['abc'], ['1.5'], ['-800'], ['9'.repeat(30)]])(
    'a choice that the page does not offer: %s',
    async (acs_choice) => {
      expect((await send({ acs_choice })).status).toBe(422)
    },
  )
})

test.each([
  ['de-CH,de;q=0.9', 'Einen Platz mit'],
  ['nl', 'Een stoel delen met'],
  ['it', 'Condividere una poltrona con'],
  ['es-MX', 'Compartir una butaca con'],
  ['en', 'Share a seat with'],
  ['pt', 'Partager un fauteuil avec'],
])('speaks %s', async (language, title) => {
  expect((await someone({ 'accept-language': language }).get(path)).text).toContain(title)
})

test('where nothing can be paid here it says where the gift is made', async () => {
  const { ctx } = house.app
  const open = testApp(house.world, { published: ctx.published, now: ctx.now })
  await house.app.ask(house.world.structure, 'POST', `/v1/connections/${house.connection_id}/disable`)
  await house.app.ask(house.world.structure, 'POST', '/v1/steps', {})
  expect((await visitor(open, null).get(path)).text).toContain(
    'pendant l’abonnement, à la billetterie : Théâtre du Port',
  )
})
