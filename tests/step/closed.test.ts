import { beforeAll, describe, expect, test } from 'vitest'
import { hostedWords } from '../../src/step/hosted/words.ts'
import { publishSteps } from '../../src/step/index.ts'
import { proofOf } from '../../src/step/proof.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, give, NOW, observed } from '../setup/world.ts'

// The season is over: nothing is collected any more, and what gifts have opened goes on being told.

const LONG_AFTER = '2028-03-01T12:00:00.000Z'
const INTENT = '01997a4e-6f8e-4cc0-9d4b-2f1f4a7c8d10'

let house: TestApp
let key: string
let token: string
beforeAll(async () => {
  const world = await freshWorld()
  let now = NOW
  house = testApp(world, { now: () => now })
  ;({ key, edge_token: token } = (await house.ask(world.structure, 'POST', '/v1/steps', {})).body)
  const paid = { platform: 'stripe', consent: { intent: INTENT } }
  await give(
    world,
    { ...observed(world, 'A/1', 1_600), evidence: paid },
    { ...observed(world, 'abonnements/ABC12/2', 800), evidence: { platform: 'pretix', order: 'ABC12' } },
  )
  now = LONG_AFTER
  await publishSteps(house.ctx)
})
const get = async (path: string) => {
  const answer = await house.app.request(path)
  return { status: answer.status, text: (await answer.text()).replaceAll(/<[^>]+>/g, ' ') }
}

test('who paid on our page, and who gave in an order, still see what became of it', async () => {
  const by_intent = await get(`/don/${key}/${INTENT}?lang=fr`)
  expect(by_intent).toMatchObject({ status: 200, text: expect.stringContaining('Votre don de 16') })
  const by_order = await get(`/don/${key}/ABC12/${await proofOf(token, 'ABC12')}?lang=fr`)
  expect(by_order).toMatchObject({ status: 200, text: expect.stringContaining('Votre don de 8') })
})

test('the counter that stands on pages still counts, and an edge still knows where orders are', async () => {
  expect((await get(`/step/${key}/counter.svg?lang=en`)).text).toContain('3 seats')
  const { body } = await house.ask(null, 'GET', `/step/${key}/all.json`)
  expect(body).toMatchObject({ key, open: false, opened: 3 })
})

describe('nothing is asked for', () => {
  test.each([
    ['/step/:key/fr.json', 'Aucune étape de don n’est ouverte'],
    ['/don/:key?lang=fr', hostedWords.fr.closed],
  ])('%s', async (path, said) => {
    const { status, text } = await get(path.replace(':key', key))
    expect([status, text]).toEqual([404, expect.stringContaining(said)])
  })

  test.each([
    ['a payment', `/step/:key/payments`],
    ['a consent', `/step/:key/consents`],
    ['the form of the page', `/don/:key`],
  ])('%s', async (_, path) => {
    const { status } = await house.app.request(path.replace(':key', key), { method: 'POST', body: '{}' })
    expect(status).toBe(404)
  })
})
