import { uuidv7 } from 'uuidv7'
import { beforeAll, expect, test } from 'vitest'
import { refreshSteps } from '../../src/conventions/index.ts'
import { stepTexts } from '../../src/conventions/step-texts.ts'
import { terms } from '../setup/world.ts'
import { freshTicketing } from './ticketing.ts'

// What subscribers read in the ticketing's own step of what a seat costs.

let line: Awaited<ReturnType<typeof freshTicketing>>
beforeAll(async () => {
  line = await freshTicketing()
})
const shown = async () =>
  (await line.box.call<{ description: { fr: string } }>('GET', '/acs/step')).description.fr
const sets = () => line.partner.calls.filter((call) => call === 'PUT /acs/step')

test('is the price in force, and follows it the night after it changed', async () => {
  const id = await line.connect()
  expect((await line.on(id, 'enable')).body.state).toBe('enabled')
  expect(await shown()).toContain('8\u00a0€ ouvrent une place.')

  line.partner.calls.length = 0
  await refreshSteps(line.api.ctx)
  expect(sets()).toEqual([])

  const { world } = line
  const later = '2026-11-23T13:00:00.000Z'
  const version = {
    id: uuidv7(),
    convention_id: world.convention_id,
    ...terms,
    seat_price_cents: 950,
    effective_from: later,
  }
  await world.db.once(world.claim(world.structure), 'propose_version', version)
  await world.db.once(world.claim(world.operator), 'approve', { id: version.id, subject: 'version' })
  await refreshSteps(line.api.ctx)
  expect(sets()).toEqual([])
  const night = { ...line.api.ctx, now: () => '2026-11-24T03:17:00.000Z' }
  await refreshSteps(night)
  expect(await shown()).toContain('9,50\u00a0€ ouvrent une place.')
  line.partner.calls.length = 0
  await refreshSteps(night)
  expect(sets()).toEqual([])
})

test('is said in each language, and not at all where nothing is agreed', () => {
  const { title, description } = stepTexts(800)
  for (const language of ['fr', 'en', 'de', 'nl', 'it', 'es'] as const) {
    expect(title[language]).toBeTruthy()
    expect(description[language]).toMatch(/8\s€|€\s?8/)
    expect(stepTexts(null).description[language]).not.toMatch(/\d/)
  }
})
