import { beforeAll, expect, test } from 'vitest'
import { closeEvenings, pollLateScans } from '../../src/invitations/index.ts'
import { DAY_MS, HOUR_MS } from '../../src/platform/clock.ts'
import { openTerritory, type Territory } from '../setup/territory.ts'
import { balancesOf } from '../setup/world.ts'

let t: Territory
beforeAll(async () => {
  t = await openTerritory()
})

test('a gift in the box office becomes a credit, a relay books, the ticket is issued, the door scans', async () => {
  await t.at('POST', '/acs/sandbox/purchases', { cents: 5_000 })
  await t.settle()
  expect(await balancesOf(t.world)).toMatchObject({ fund: 200, reserve: 4_800, available: 4 })

  const { invitation_id, starts_at } = await t.offer(4)
  const id = await t.reserve(invitation_id, 3)
  await t.settle()
  expect(await t.stateOf(id)).toBe('issued')
  const seats = await t.seatsOf(id)
  expect(seats.map(({ state }) => state)).toEqual(['issued', 'issued', 'issued'])
  for (const { ticket_key } of seats) {
    expect(new TextDecoder().decode(t.files.get(ticket_key)?.bytes.slice(0, 5))).toBe('%PDF-')
  }
  const { rows } = await t.world.pg.query('select template from mail where organisation_id = $1', [
    t.world.relay.organisation_id,
  ])
  expect(rows).toEqual([{ template: 'tickets_ready' }])

  await t.at('POST', '/acs/sandbox/scans', { unitItemUuid: seats[0]!.position })
  await t.settle()
  expect((await t.seatsOf(id))[0]).toMatchObject({ state: 'used' })

  t.pass(starts_at.getTime() + 7 * HOUR_MS - Date.parse(t.ctx.now()))
  expect(await closeEvenings(t.ctx)).toBe(1)
  expect(await balancesOf(t.world)).toMatchObject({ used: 1, unused: 2, issued: 0 })
  // a door that was offline sends its scan the next day, and no webhook comes
  await t.at('POST', '/acs/sandbox/scans', { unitItemUuid: seats[1]!.position })
  t.pass(DAY_MS)
  await pollLateScans(t.ctx)
  expect(await balancesOf(t.world)).toMatchObject({ used: 2, unused: 1 })
})
