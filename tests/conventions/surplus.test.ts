import { beforeAll, beforeEach, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { balances } from '../ledger/balances.ts'
import { connect, refusal, runOnce } from '../ledger/clients.ts'
import { violations } from '../ledger/invariants.ts'
import { nextStructure } from '../ledger/next-structure.ts'
import { freshWorld, give, observed, type Actor, type World } from '../setup/world.ts'

let territory: World
let world: World
beforeAll(async () => {
  territory = await freshWorld()
})
beforeEach(async () => {
  world = await nextStructure(territory, { planned_seats: 1 })
  await give(world, observed(world, 'A/1', 800 + 5_000))
})

async function propose(who: Actor, decision: object) {
  const { answer } = await world.db.once(world.claim(who), 'propose_surplus', {
    id: uuidv7(),
    convention_id: world.convention_id,
    reason: 'Un car pour le retour',
    ...decision,
  })
  return answer
}
const approve = async (who: Actor, id: string) =>
  (await world.db.once(world.claim(who), 'approve', { id, subject: 'surplus' })).answer
const sound = async () => expect(await violations(world.pg, world.convention_id)).toEqual({})

test('one side alone moves nothing', async () => {
  const before = await balances(world)
  expect(await propose(world.operator, { use: 'management', cents: 5_000 })).toMatchObject({
    approvals: ['operator'],
    in_effect: false,
  })
  expect(await balances(world)).toEqual(before)
})

test('both give it to managing invitations', async () => {
  const { id } = await propose(world.structure, { use: 'management', cents: 3_000 })
  expect(await approve(world.operator, id)).toMatchObject({ in_effect: true })
  expect(await balances(world)).toMatchObject({ surplus: 2_000, management: 3_000 })
  await sound()
})

test('both buy seats at their real price, beyond those planned', async () => {
  const seats = { use: 'seats', seats: 3, seat_price_cents: 1_500, cents: 4_500 }
  const { id } = await propose(world.operator, seats)
  await approve(world.structure, id)
  expect(await balances(world)).toMatchObject({ surplus: 500, reserve: 800 + 4_500, available: 4, minted: 4 })
  await give(world, observed(world, 'B/1', 800))
  expect(await balances(world), 'they do not count as planned, nor make room').toMatchObject({
    available: 4,
    surplus: 1_300,
  })
  await sound()
})

test('more than there is is refused whole; it may be asked again when there is', async () => {
  const { id } = await propose(world.operator, { use: 'management', cents: 5_001 })
  await expect(approve(world.structure, id)).rejects.toMatchObject({
    code: 'not_enough_surplus',
    detail: { asked_cents: 5_001, surplus_cents: 5_000 },
  })
  await give(world, observed(world, 'B/1', 1))
  expect(await approve(world.structure, id)).toMatchObject({ in_effect: true })
  expect(await balances(world)).toMatchObject({ surplus: 0, management: 5_001 })
  await sound()
})

test('the same side twice is no second yes', async () => {
  const { id } = await propose(world.operator, { use: 'management', cents: 100 })
  await expect(approve(world.operator, id)).rejects.toMatchObject({ code: 'already_approved' })
  expect(await balances(world)).toMatchObject({ management: 0 })
})

test('seats times price has to be the sum, and a sum is more than nothing', async () => {
  const wrong = { use: 'seats', seats: 3, seat_price_cents: 1_500, cents: 4_000 }
  await expect(propose(world.operator, wrong)).rejects.toThrow(/surplus_seats/)
  await expect(propose(world.operator, { use: 'management', cents: 0 })).rejects.toThrow(/surplus_cents/)
  await expect(propose(world.relay, { use: 'management', cents: 1 })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('decisions that together ask for more than there is: as many as it pays for', async () => {
  const proposed = []
  for (let n = 0; n < 8; n++) {
    proposed.push(await propose(world.operator, { use: 'management', cents: 1_200 }))
  }
  const clients = await Promise.all(proposed.map(() => connect(world)))
  const ends = await Promise.all(
    proposed.map(({ id }, n) =>
      refusal(runOnce(clients[n]!, world.claim(world.structure), 'approve', { id, subject: 'surplus' })),
    ),
  )
  expect(ends.filter((end) => end === null)).toHaveLength(4)
  expect(ends.filter((end) => end === 'not_enough_surplus')).toHaveLength(4)
  expect(await balances(world)).toMatchObject({ surplus: 200, management: 4_800 })
  await sound()
})
