import { beforeEach, describe, expect, test, vi } from 'vitest'
import { publishSteps } from '../../src/step/index.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, give, NOW, observed, type World } from '../setup/world.ts'

// Making what every way in reads, each minute.

let world: World
let house: TestApp
let now: string
let key: string
beforeEach(async () => {
  world = await freshWorld()
  now = NOW
  house = testApp(world, { now: () => now })
  key = (await house.ask(world.structure, 'POST', '/v1/steps', {})).body.key
  await world.database.resetRoundTrips()
})
const published = async () => JSON.parse((await house.ctx.published.get(key)) ?? 'null') as object | null
const touched = () => [vi.spyOn(house.ctx.published, 'put'), vi.spyOn(house.ctx.published, 'delete')]

test('writes nothing where nothing has changed, in one round trip', async () => {
  const [put, remove] = touched()
  await publishSteps(house.ctx)
  expect([put!.mock.calls, remove!.mock.calls]).toEqual([[], []])
  expect(await world.database.roundTrips()).toBe(1)
})

test('writes what has: another seat is shown', async () => {
  await give(world, observed(world, 'A/1', 800))
  const [put] = touched()
  await publishSteps(house.ctx)
  expect(put).toHaveBeenCalledOnce()
  expect(await published()).toMatchObject({ opened: 1, planned: 100, price_cents: 800 })
})

describe('where no convention has begun to collect', () => {
  const BEFORE = '2026-05-31T23:00:00.000Z'

  test('what was published is taken back, once', async () => {
    const [put, remove] = touched()
    now = BEFORE
    await publishSteps(house.ctx)
    await publishSteps(house.ctx)
    expect(await published()).toBeNull()
    expect([put!.mock.calls, remove!.mock.calls]).toEqual([[], [[key]]])
  })

  test('nothing is: setting the step says its key all the same', async () => {
    now = BEFORE
    await publishSteps(house.ctx)
    expect((await house.ask(world.structure, 'POST', '/v1/steps', {})).body.key).toBe(key)
    expect((await house.ask(null, 'GET', `/step/${key}/fr.json`)).status).toBe(404)
  })
})
