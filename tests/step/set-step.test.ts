import { beforeAll, expect, test } from 'vitest'
import { testApp, ORIGIN, type TestApp } from '../setup/app.ts'
import { freshWorld, type World } from '../setup/world.ts'

let world: World
let house: TestApp
beforeAll(async () => {
  world = await freshWorld()
  house = testApp(world)
})

test('a structure sets its step, and every way in reads it without asking the database', async () => {
  const set = await house.ask(world.structure, 'POST', '/v1/steps', {
    texts: { fr: { title: 'Un fauteuil de plus' } },
  })
  expect(house.logged).toEqual([])
  expect(set).toMatchObject({ status: 201 })
  const { key } = set.body
  expect(set.body).toMatchObject({ page: `${ORIGIN}/don/${key}`, shown_percent: 100, origins: [] })
  const shown = await house.ask(null, 'GET', `/step/${key}/fr.json`)
  expect(shown.body).toMatchObject({
    key,
    language: 'fr',
    price_cents: 800,
    words: { title: 'Un fauteuil de plus' },
  })
})
