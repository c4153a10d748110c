import { beforeAll, expect, test } from 'vitest'
import { publishSteps } from '../../src/step/index.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, give, observed, type World } from '../setup/world.ts'

let world: World
let house: TestApp
let key: string
beforeAll(async () => {
  world = await freshWorld()
  house = testApp(world)
  key = (await house.ask(world.structure, 'POST', '/v1/steps', {})).body.key
})
const picture = async (language: string) =>
  (await house.app.request(`/step/${key}/counter.svg?lang=${language}`)).text()

test('tells in any page how many seats gifts have opened, soon after they did', async () => {
  expect(await picture('fr')).toContain('Théâtre du Port : 0 place ouverte par des dons')
  await give(world, observed(world, 'A/1', 3 * 800))
  await publishSteps(house.ctx)
  expect(await picture('fr')).toContain('Théâtre du Port : 3 places ouvertes par des dons')
  expect(await picture('de')).toContain('3 Plätze, von Spenden geöffnet')
  const { body } = await house.ask(null, 'GET', `/step/${key}/counter.json`)
  expect(body).toEqual({ structure: 'Théâtre du Port', opened: 3, planned: 100 })
})

test('a name is only ever text in it', async () => {
  const { ctx } = house
  const step = JSON.parse((await ctx.published.get(key))!)
  await ctx.published.put(key, JSON.stringify({ ...step, structure: '<script>"&' }))
  const svg = await picture('fr')
  expect(svg).not.toContain('<script>')
  expect(svg).toContain('&#60;script&#62;&#34;&#38; : 3 places')
})
