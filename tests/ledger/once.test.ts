import { beforeAll, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { freshWorld, give, invite, observed, wish, NOW, type World } from '../setup/world.ts'
import { connectMany, refusal, runOnce } from './clients.ts'
import { violations } from './invariants.ts'

let world: World
let invitation_id: string
beforeAll(async () => {
  world = await freshWorld()
  await give(world, observed(world, 'A/1', 30 * 800))
  ;({ invitation_id } = await invite(world, 30))
})

async function rowsNow(): Promise<unknown> {
  const { rows } = await world.pg.query(
    'select (select count(*) from reservation) as reservations, (select count(*) from entry) as entries, (select count(*) from idempotency) as keys',
  )
  return rows[0]
}

test('one key, asked by many at once: one write, one answer', async () => {
  const clients = await connectMany(world, 16)
  const claim = world.claim(world.relay, uuidv7())
  const answers = await Promise.all(
    // each brings ids of its own, as two tries of one request do
    clients.map((client) => runOnce(client, claim, 'reserve', wish(invitation_id, 2))),
  )
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
  const [first] = answers
  expect(answers.every(({ answer }) => answer.id === first!.answer.id)).toBe(true)
  const { rows } = await world.pg.query('select id from reservation')
  expect(rows).toEqual([{ id: first!.answer.id }])
  expect(await violations(world.pg, world.convention_id)).toEqual({})
})

test('one key with another body is refused, and nothing is written', async () => {
  const key = uuidv7()
  await world.db.once(world.claim(world.relay, key, 'one body'), 'reserve', wish(invitation_id, 1))
  const before = await rowsNow()
  const another = world.db.once(
    world.claim(world.relay, key, 'another body'),
    'reserve',
    wish(invitation_id, 2),
  )
  await expect(another).rejects.toMatchObject({ name: 'Problem', code: 'idempotency_key_reused' })
  expect(await rowsNow()).toEqual(before)
})

test('two bodies under one key at once: one of them is written', async () => {
  const clients = await connectMany(world, 2)
  const key = uuidv7()
  const ends = await Promise.all(
    clients.map((client, n) =>
      refusal(runOnce(client, world.claim(world.relay, key, `body ${n}`), 'reserve', wish(invitation_id, 1))),
    ),
  )
  expect(new Set(ends)).toEqual(new Set(['idempotency_key_reused', null]))
})

test('the same key of another organisation is another key', async () => {
  const key = uuidv7()
  const mine = await world.db.once(world.claim(world.relay, key), 'reserve', wish(invitation_id, 1))
  const theirs = await world.db.once(world.claim(world.otherRelay, key), 'reserve', wish(invitation_id, 1))
  expect(theirs.replayed).toBe(false)
  expect(theirs.answer.id).not.toBe(mine.answer.id)
})

test('what was refused left nothing: the same key may try again', async () => {
  const claim = world.claim(world.relay, uuidv7())
  const before = await rowsNow()
  const tooMany = { ...wish(invitation_id, 1), guests: 31, seat_ids: Array.from({ length: 31 }, uuidv7) }
  await expect(world.db.once(claim, 'reserve', tooMany)).rejects.toMatchObject({ code: 'not_enough_seats' })
  expect(await rowsNow()).toEqual(before)
  const { replayed } = await world.db.once(claim, 'reserve', wish(invitation_id, 1))
  expect(replayed).toBe(false)
})

test('no key, a revoked key and another role are refused before anything is read', async () => {
  const before = await rowsNow()
  const nobody = { ...world.claim(world.relay), key_hash: 'unknown' }
  await expect(world.db.once(nobody, 'reserve', wish(invitation_id, 1))).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  const structures = { ...world.claim(world.relay), roles: ['structure'] }
  await expect(world.db.once(structures, 'reserve', wish(invitation_id, 1))).rejects.toMatchObject({
    code: 'forbidden',
    detail: { role: 'relay', roles: ['structure'] },
  })
  await world.pg.query('update api_key set revoked_at = $1 where hash = $2', [NOW, world.otherRelay.key_hash])
  const revoked = world.db.once(world.claim(world.otherRelay), 'reserve', wish(invitation_id, 1))
  await expect(revoked).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await rowsNow()).toEqual(before)
})
