import { beforeEach, expect, test } from 'vitest'
import { driveReservation, restartHalted, writeMail } from '../../src/invitations/index.ts'
import { sendMails } from '../../src/people/index.ts'
import { HOUR_MS } from '../../src/platform/clock.ts'
import { openTerritory, type Territory } from '../setup/territory.ts'
import { balancesOf } from '../setup/world.ts'

let t: Territory
beforeEach(async () => {
  t = await openTerritory()
  await t.at('POST', '/acs/sandbox/purchases', { cents: 6_000 })
  await t.settle()
})

const places = (reference: string) => t.at('GET', `/acs/sandbox/performances/${reference}`)

test('a booking that is confirmed after its attempt was given up goes back to the venue at once', async () => {
  const { invitation_id, reference } = await t.offer(4)
  const before = await places(reference)
  const id = await t.reserve(invitation_id, 2)
  const steps = { step: <T>(_: string, run: () => Promise<T>) => run(), sleep: async () => {} }
  let slow = true
  await t.drive({
    step: async (name, run) => {
      // the call takes so long that a second run looks for it, finds nothing, and books under another reference
      if (name === 'reserve 1' && slow) {
        slow = false
        await driveReservation(t.ctx, steps, { reservation_id: id })
      }
      return run()
    },
  })
  await t.settle()
  expect(await t.stateOf(id)).toBe('issued')
  expect(await places(reference)).toEqual({ ...before, sold: Number(before['sold']) + 2 })
  expect(await balancesOf(t.world)).toMatchObject({ issued: 2, held: 0, available: 3 })
})

test('a booking that the venue cancelled before we found it is asked for anew', async () => {
  const { invitation_id } = await t.offer(4)
  const id = await t.reserve(invitation_id, 2)
  const dies = t.drive({
    step: async (name, run) => {
      const answer = await run()
      if (name === 'reserve 1') throw new Error('the isolate was evicted')
      return answer
    },
  })
  await expect(dies).rejects.toThrow('evicted')
  const { rows } = await t.world.pg.query<{ reference: string }>('select reference from attempt')
  const found = await t.at('GET', `/bookings?resellerReference=${rows[0]!.reference}`)
  const [booking] = Object.values(found) as { uuid: string }[]
  await t.at('POST', `/bookings/${booking!.uuid}/cancel`, {})
  t.pass(HOUR_MS)
  await restartHalted(t.ctx)
  await t.settle()
  expect(await t.stateOf(id)).toBe('issued')
})

test('a booking that the venue refused is told to the relay by a mail that has a text', async () => {
  const { invitation_id, reference } = await t.offer(4)
  await t.world.pg.query(
    'update invitation set allotment = null, seats = 400, seats_left = 400 where id = $1',
    [invitation_id],
  )
  await t.at('POST', '/acs/sandbox/sales', { availabilityId: reference })
  await t.reserve(invitation_id, 5)
  await t.settle()
  await t.world.pg.query(`update organisation set email = 'relais@quai.test' where role = 'relay'`)
  const sent: string[] = []
  const send = async ({ text }: { text: string }) => void sent.push(text)
  await sendMails({ ...t.ctx, send }, writeMail)
  expect(sent).toEqual([expect.stringContaining('n’a pas pu réserver')])
})
