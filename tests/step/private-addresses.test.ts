import { beforeAll, expect, test } from 'vitest'
import { openSecrets } from '../../src/platform/secrets.ts'
import { proofOf } from '../../src/step/proof.ts'
import { MASTER_KEYS, testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, give, observed, type World } from '../setup/world.ts'

// What nobody else may open: the address of what an order's gift opened.

let world: World
let house: TestApp
let key: string
let token: string
beforeAll(async () => {
  world = await freshWorld()
  house = testApp(world)
  ;({ key, edge_token: token } = (await house.ask(world.structure, 'POST', '/v1/steps', {})).body)
  const evidence = { platform: 'pretix', order: 'ABC12' }
  await give(world, { ...observed(world, 'abonnements/ABC12/2', 800), evidence })
})
const statusOf = async (of: string, order: string, proof: string, app = house) =>
  (await app.ask(null, 'GET', `/don/${of}/${order}/${proof}`)).status

test('of an order, under its own proof', async () => {
  expect(await statusOf(key, 'ABC12', await proofOf(token, 'ABC12'))).toBe(200)
})

test.each(['ABC13', 'abc12', 'ABC12%20', 'ABC12%2F', 'ABC１２', 'ABC12%00', '..', ''])(
  'not of “%s” by that proof',
  async (order) => {
    expect(await statusOf(key, order, await proofOf(token, 'ABC12'))).toBe(404)
  },
)

test('neither a proof nor a token of another structure is good for this one', async () => {
  const [other = ''] = await house.ctx.secrets.edgeTokens(`pk_${'0'.repeat(22)}`, 1)
  expect(await statusOf(key, 'ABC12', await proofOf(other, 'ABC12'))).toBe(404)
  const told = await house.ask(null, 'POST', `/edge/${key}/orders`, '{}', {
    authorization: `Bearer ${other}`,
  })
  expect(told.status).toBe(401)
})

test('a new master key ends no address and no token while the old one is there', async () => {
  const secrets = openSecrets(`v2:${btoa('x'.repeat(32))},${MASTER_KEYS}`)
  const turned = testApp(world, { secrets, published: house.ctx.published })
  const [fresh = ''] = await secrets.edgeTokens(key, 1)
  for (const one of [token, fresh])
    expect(await statusOf(key, 'ABC12', await proofOf(one, 'ABC12'), turned)).toBe(200)
})
