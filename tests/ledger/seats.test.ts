import { beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { bookAndIssue, freshWorld, terms, EVENING, type World } from '../setup/world.ts'
import { balances } from './balances.ts'
import type { bookingsOf } from './bookings.ts'
import { violations } from './invariants.ts'
import { FINAL, NIGHT, oneEvening } from './one-evening.ts'

let territory: World
beforeAll(async () => {
  territory = await freshWorld()
})

let world: World
let bookings: ReturnType<typeof bookingsOf>
let invitation_id: string
let performance_id: string
const open = async (changes: Partial<typeof terms> = {}) => {
  ;({ world, bookings, invitation_id, performance_id } = await oneEvening(territory, changes))
}
const sound = async () => expect(await violations(world.pg, world.convention_id)).toEqual({})

describe('companions', () => {
  test('cost a credit where the convention says so', async () => {
    await open()
    const id = await bookings.reserve(invitation_id, 2, 1)
    await bookAndIssue(world, id, 3)
    expect(await balances(world)).toMatchObject({
      available: 3,
      issued: 3,
      minted: 6,
      due_to_structure: 2_400,
    })
    await sound()
  })

  test('are offered by the structure where it says so: a seat without price, that ends with its return', async () => {
    await open({ companions: 'offered' })
    const id = await bookings.reserve(invitation_id, 2, 1)
    await bookAndIssue(world, id, 3)
    expect(await balances(world)).toMatchObject({
      available: 4,
      issued: 3,
      minted: 7,
      due_to_structure: 1_600,
    })
    const seats = await bookings.seats(id)
    await bookings.giveBack(id, null)
    await bookings.settle(
      id,
      seats.map((seat) => seat.id),
      'cancelled',
    )
    expect(await balances(world)).toMatchObject({ available: 6, issued: 0, minted: 6, due_to_structure: 0 })
    await sound()
  })

  test('are offered even when no credit is left', async () => {
    await open({ companions: 'offered' })
    await bookings.reserve(invitation_id, 6, 2)
    expect(await balances(world)).toMatchObject({ available: 0, held: 8, minted: 8 })
    await sound()
  })
})

describe('what is due', () => {
  test('falls due with the ticket, used or not', async () => {
    await open()
    const id = await bookings.reserve(invitation_id, 2)
    await bookAndIssue(world, id, 2)
    expect(await balances(world)).toMatchObject({ due_to_structure: 1_600 })
    await bookings.scan(id, [[0, EVENING]], EVENING)
    await bookings.close(performance_id, NIGHT, FINAL)
    expect(await balances(world)).toMatchObject({ due_to_structure: 1_600, used: 1, unused: 1 })
    await sound()
  })

  test('falls due when used, where the convention says so, and no more when the scan is undone', async () => {
    await open({ due_on: 'used' })
    const id = await bookings.reserve(invitation_id, 2)
    await bookAndIssue(world, id, 2)
    expect(await balances(world)).toMatchObject({ due_to_structure: 0, reserve: 4_800, issued: 2 })
    await bookings.scan(
      id,
      [
        [0, EVENING],
        [1, EVENING],
      ],
      EVENING,
    )
    expect(await balances(world)).toMatchObject({ due_to_structure: 1_600, used: 2 })
    await bookings.scan(id, [[1, null]], EVENING)
    expect(await balances(world)).toMatchObject({ due_to_structure: 800, used: 1, issued: 1 })
    await bookings.close(performance_id, NIGHT, FINAL)
    expect(await balances(world)).toMatchObject({ due_to_structure: 800, reserve: 4_000, unused: 1 })
    await sound()
  })

  test('keeps the rule of the version under which the ticket was issued', async () => {
    await open()
    const id = await bookings.reserve(invitation_id, 1)
    await bookAndIssue(world, id, 1)
    const version = { ...terms, due_on: 'used', id: uuidv7(), convention_id: world.convention_id }
    await world.db.once(world.claim(world.structure), 'propose_version', version)
    await world.db.once(world.claim(world.operator), 'approve', { id: version.id, subject: 'version' })
    await bookings.scan(id, [[0, EVENING]], EVENING)
    await bookings.scan(id, [[0, null]], EVENING)
    expect(await balances(world)).toMatchObject({ due_to_structure: 800, issued: 1 })
    await sound()
  })

  test('a return takes back exactly what was due', async () => {
    await open()
    const id = await bookings.reserve(invitation_id, 2)
    await bookAndIssue(world, id, 2)
    const [first] = await bookings.seats(id)
    await bookings.giveBack(id, [first!.id])
    await bookings.settle(id, [first!.id], 'cancelled')
    expect(await balances(world)).toMatchObject({ due_to_structure: 800, reserve: 4_000, available: 5 })
    expect(await bookings.state(id)).toBe('issued')
    await sound()
  })
})
