import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { connect, refusal, runOnce } from '../ledger/clients.ts'
import { nextStructure } from '../ledger/next-structure.ts'
import { freshWorld, terms, NOW, type Actor, type World } from '../setup/world.ts'

// Version 1 is in force by both. What both decide takes effect with both approvals only, whoever asks and in whatever order.

const DECEMBER = '2026-12-01T00:00:00.000Z'
const JANUARY = '2027-01-01T00:00:00.000Z'

let territory: World
let world: World
beforeAll(async () => {
  territory = await freshWorld()
})
beforeEach(async () => {
  world = await nextStructure(territory)
})

async function propose(who: Actor, changes: object, now = NOW) {
  const id = uuidv7()
  const version = { ...terms, ...changes, id, convention_id: world.convention_id }
  const { answer } = await world.db.once({ ...world.claim(who), now }, 'propose_version', version)
  return answer
}
const approve = async (who: Actor, id: string, now = NOW) =>
  (await world.db.once({ ...world.claim(who), now }, 'approve', { id, subject: 'version' })).answer

/** The number of the version in force at an instant, and its terms that matter here. */
async function inForce(at: string) {
  const { rows } = await world.pg.query<{ number: number; planned_seats: number; price: number }>(
    `select number, planned_seats, seat_price_cents::int as price from convention_version
      where convention_id = $1 and in_force_at <= $2 order by number desc limit 1`,
    [world.convention_id, at],
  )
  return rows[0]
}

describe('with one approval', () => {
  test('the structure alone changes price, communication and organisation, at once', async () => {
    const changes = { seat_price_cents: 900, communication: { fr: 'Affiche', en: 'Poster' } }
    expect(await propose(world.structure, changes)).toMatchObject({
      approvals: ['structure'],
      in_effect: true,
    })
    expect(await inForce(NOW)).toMatchObject({ number: 2, price: 900 })
  })

  test('the operator alone changes none of these', async () => {
    const proposed = await propose(world.operator, { seat_price_cents: 900 })
    expect(proposed).toMatchObject({ approvals: ['operator'], in_effect: false })
    expect(await inForce(NOW)).toMatchObject({ number: 1, price: 800 })
    expect(await approve(world.structure, proposed.id)).toMatchObject({
      approvals: ['operator', 'structure'],
      in_effect: true,
    })
    expect(await inForce(NOW)).toMatchObject({ number: 2, price: 900 })
  })

  for (const changed of [
    { planned_seats: 50 },
    { offer: { fr: 'Le Cid seulement', en: 'Le Cid only' } },
    { surplus_use: { fr: 'Un car', en: 'A bus' } },
    { companions: 'offered' },
    { due_on: 'used' },
    { holder: 'donee' },
    { receipt: 'association' },
  ]) {
    test(`${Object.keys(changed).join()} is for both`, async () => {
      const proposed = await propose(world.structure, changed)
      expect(proposed.in_effect).toBe(false)
      expect(await inForce(NOW)).toMatchObject({ number: 1 })
      expect((await approve(world.operator, proposed.id)).in_effect).toBe(true)
      expect(await inForce(NOW)).toMatchObject({ number: 2 })
    })
  }

  test('the first version needs both, even if it says what structures say alone', async () => {
    const convention_id = uuidv7()
    const later = { season_id: uuidv7(), collects_from: '2027-06-01', collects_until: '2028-06-01' }
    await world.db.call('create_season', {
      id: later.season_id,
      name: '2027/28',
      starts_at: '2027-10-01',
      ends_at: '2028-07-01',
    })
    await world.db.call('create_convention', {
      id: convention_id,
      structure_id: world.structure.organisation_id,
      ...later,
    })
    const first = { ...terms, id: uuidv7(), convention_id }
    const { answer } = await world.db.once(world.claim(world.structure), 'propose_version', first)
    expect(answer.in_effect).toBe(false)
  })
})

describe('at the instant that it states', () => {
  test('not before, and not before it is approved', async () => {
    const ahead = await propose(world.structure, { planned_seats: 50, effective_from: JANUARY })
    await approve(world.operator, ahead.id)
    expect(await inForce(DECEMBER)).toMatchObject({ number: 1 })
    expect(await inForce(JANUARY)).toMatchObject({ number: 2, planned_seats: 50 })

    const behind = await propose(world.structure, { planned_seats: 60, effective_from: NOW })
    await approve(world.operator, behind.id, DECEMBER)
    expect(await inForce('2026-11-30T00:00:00.000Z')).toMatchObject({ number: 1 })
    expect(await inForce(DECEMBER)).toMatchObject({ number: 3, planned_seats: 60 })
  })

  test('the structure alone does not bring forward what both agreed for later', async () => {
    const ahead = await propose(world.structure, { planned_seats: 50, effective_from: JANUARY })
    await approve(world.operator, ahead.id)
    const early = await propose(world.structure, { planned_seats: 50, effective_from: NOW })
    expect(early.in_effect).toBe(false)
    expect(await inForce(NOW)).toMatchObject({ planned_seats: 100 })
  })

  test('nor put it off by a new version with the terms of before', async () => {
    const ahead = await propose(world.structure, { planned_seats: 50, effective_from: JANUARY })
    await approve(world.operator, ahead.id)
    const same = await propose(world.structure, { seat_price_cents: 900 })
    expect(same.in_effect).toBe(false)
    expect(await inForce(JANUARY)).toMatchObject({ number: 2, planned_seats: 50 })
    expect((await approve(world.operator, same.id)).in_effect).toBe(true)
    expect(await inForce(JANUARY), 'both may').toMatchObject({ number: 3, planned_seats: 100 })
  })
})

describe('who', () => {
  test('a side says yes once', async () => {
    const proposed = await propose(world.structure, { planned_seats: 50 })
    await expect(approve(world.structure, proposed.id)).rejects.toMatchObject({
      code: 'already_approved',
      detail: { side: 'structure' },
    })
    expect(await inForce(NOW)).toMatchObject({ number: 1 })
  })

  test('another structure, a relay, or for what does not exist: nothing is there', async () => {
    const proposed = await propose(world.structure, { planned_seats: 50 })
    const organisation_id = uuidv7()
    const organisation = { id: organisation_id, role: 'structure', name: 'Opéra', language: 'fr', now: NOW }
    await world.db.call('create_organisation', organisation)
    const key = { id: uuidv7(), organisation_id, label: 'test', hash: 'opera', now: NOW }
    await world.db.call('create_key', key)
    const opera = { organisation_id, key: '', key_hash: 'opera' }
    for (const who of [opera, world.relay]) {
      await expect(approve(who, proposed.id)).rejects.toMatchObject({ code: 'not_found' })
      await expect(propose(who, {})).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(approve(world.operator, uuidv7())).rejects.toMatchObject({ code: 'not_found' })
  })

  test('both at once: it takes effect, once', async () => {
    const proposed = await propose(world.structure, { planned_seats: 50 })
    const clients = await Promise.all([1, 2, 3, 4].map(() => connect(world)))
    const yes = { id: proposed.id, subject: 'version' }
    const ends = await Promise.all(
      clients.map((client) => refusal(runOnce(client, world.claim(world.operator), 'approve', yes))),
    )
    expect(ends.filter((end) => end === null)).toHaveLength(1)
    expect(ends.filter((end) => end === 'already_approved')).toHaveLength(3)
    expect(await inForce(NOW)).toMatchObject({ number: 2 })
  })

  test('two proposals at once have two numbers', async () => {
    const clients = await Promise.all([1, 2, 3, 4].map(() => connect(world)))
    await Promise.all(
      clients.map((client) =>
        runOnce(client, world.claim(world.operator), 'propose_version', {
          ...terms,
          id: uuidv7(),
          convention_id: world.convention_id,
        }),
      ),
    )
    const { rows } = await world.pg.query(
      'select array_agg(number order by number) as numbers from convention_version where convention_id = $1',
      [world.convention_id],
    )
    expect(rows).toEqual([{ numbers: [1, 2, 3, 4, 5] }])
  })
})

test('past every verb: the table itself refuses what is not approved, and never changes', async () => {
  const proposed = await propose(world.structure, { planned_seats: 50 })
  const sql = (query: string) => refusal(world.pg.query(query, [proposed.id]))
  const take = `update convention_version set in_force_at = '${NOW}' where id = $1`
  expect(await sql(take), 'one approval').toBe('approvals_missing')
  expect(await sql('update convention_version set planned_seats = 9 where id = $1')).toBe(
    'version_never_changes',
  )
  expect(await sql('delete from convention_version where id = $1')).toBe('only_grows')
  expect(await refusal(world.pg.query('truncate convention_version'))).toBe('only_grows')
  await approve(world.operator, proposed.id)
  expect(await sql(take), 'it is in force').toBe('version_never_changes')
  const born = `insert into convention_version select (jsonb_populate_record(v, jsonb_build_object('id', '${uuidv7()}', 'number', 9))).*
    from convention_version v where id = $1`
  expect(await sql(born), 'none is born in force').toBe('only_grows')

  const ahead = await propose(world.operator, { planned_seats: 70, effective_from: JANUARY })
  await world.pg.query("insert into approval values ($1, 'structure', $1, now())", [ahead.id])
  const early = `update convention_version set in_force_at = '${DECEMBER}' where id = $1`
  expect(await refusal(world.pg.query(early, [ahead.id])), 'before it says').toBe('23514')
})
