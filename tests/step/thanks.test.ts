import { beforeAll, expect, test } from 'vitest'
import { bookingsOf } from '../ledger/bookings.ts'
import { visitor } from '../portal/visit.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { EVENING, freshWorld, give, invite, observed, type World } from '../setup/world.ts'

// What who gave sees of it, from the day of the gift until after the evening.

let world: World
let house: TestApp
let key: string
beforeAll(async () => {
  world = await freshWorld({ planned_seats: 8 })
  house = testApp(world)
  key = (await house.ask(world.structure, 'POST', '/v1/steps', {})).body.key
})

const intents: Record<string, string> = {}
const given = async (name: string, cents: number, version = 1) => {
  const intent = (intents[name] ??= crypto.randomUUID())
  const evidence = { platform: 'stripe', consent: { intent } }
  await give(world, { ...observed(world, name, cents, version), evidence })
}
/** The lines of the page, without their marks. */
async function linesOf(name: string): Promise<string[]> {
  const { html } = await visitor(house, null).get(`/don/${key}/${intents[name]}?lang=fr`)
  const lines = [...html.matchAll(/<(?:li|p class="lead")>(.*?)<\/(?:li|p)>/g)]
  return lines.map(([, line]) => line!.replaceAll(/<[^>]+>/g, '').replaceAll(/\s/g, ' '))
}

test('a gift that opened seats is told by each of them, and by what waits', async () => {
  await given('A', 1_100)
  expect(await linesOf('A')).toEqual([
    'Votre don de 11 € a été reçu le 23 novembre 2026.',
    'Place n° 1 : ouverte',
    '3 € attendent le prochain don pour ouvrir une place.',
  ])
})

test('each seat is told by how far it has come', async () => {
  await given('B', 4_000)
  const steps = bookingsOf(world)
  const book = async (invitation_id: string, seats: number) => {
    const reservation = await steps.reserve(invitation_id, seats)
    await steps.end(reservation, await steps.begin(reservation), 'confirmed', seats)
    await steps.issue(reservation, seats)
    return reservation
  }
  const first = await invite(world, 3)
  const seen = await book(first.invitation_id, 3)
  const other = await invite(world, 2)
  await book(other.invitation_id, 1)
  await steps.reserve(other.invitation_id, 1)
  const night = '2026-12-11T04:00:00.000Z'
  await steps.scan(
    seen,
    [
      [0, EVENING],
      [1, EVENING],
      [2, null],
    ],
    night,
  )
  await steps.close(first.performance_id, night, night)
  expect(await linesOf('B')).toEqual([
    'Votre don de 40 € a été reçu le 23 novembre 2026.',
    '63 % de la place n° 2 : occupée le soir venu',
    'Place n° 3 : restée vide',
    'Place n° 4 : invitation remise',
    'Place n° 5 : réservée',
    'Place n° 6 : ouverte',
    '3 € attendent le prochain don pour ouvrir une place.',
  ])
})

test('what goes beyond the planned seats is told, and what a smaller gift took back', async () => {
  await given('C', 1_600)
  expect(await linesOf('C')).toEqual([
    'Votre don de 16 € a été reçu le 23 novembre 2026.',
    '63 % de la place n° 7 : ouverte',
    'Place n° 8 : ouverte',
    '3 € s’ajoutent au fonds partagé de la saison.',
  ])
  await given('C', 500, 2)
  expect(await linesOf('C')).toContain('Place n° 8 : reprise')
})

test('a gift that was given back is told as that, and of no seat', async () => {
  await given('C', 0, 3)
  expect(await linesOf('C')).toEqual(['Ce don vous a été rendu.'])
})
