import { uuidv7 } from 'uuidv7'
import { beforeAll, expect, test } from 'vitest'
import { sha256 } from '../../src/platform/secrets.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, NOW, type World } from '../setup/world.ts'

let world: World
let api: TestApp
beforeAll(async () => {
  world = await freshWorld()
  api = testApp(world)
})

test('an organisation joins, gets a key that is shown once, and acts with it until it is revoked', async () => {
  const { operator } = world
  const lieu = { name: '  Le Lieu  ', email: 'accueil@lieu.example', language: 'en' }
  const joined = await api.ask(operator, 'POST', '/v1/structures', lieu)
  expect([joined.status, joined.body]).toEqual([
    201,
    { ...lieu, name: 'Le Lieu', id: expect.any(String), role: 'structure', created_at: NOW },
  ])
  const once = { 'idempotency-key': 'a-key-for-le-lieu' }
  const wish = { organisation_id: joined.body.id, label: 'Box office' }
  const made = await api.ask(operator, 'POST', '/v1/keys', wish, once)
  const { key } = made.body
  expect(key).toMatch(/^fauteuil_key_[0-9a-f]{64}$/)
  expect(made.body.notice).toContain('une fois')
  const again = await api.ask(operator, 'POST', '/v1/keys', wish, { ...once, 'accept-language': 'en' })
  expect(again.body).toMatchObject({
    id: made.body.id,
    key: null,
    notice: expect.stringContaining('already'),
  })

  const me = { organisation_id: joined.body.id, role: 'structure', name: 'Le Lieu' }
  expect((await api.ask(key, 'GET', '/v1/me')).body).toEqual(me)
  const { rows } = await world.pg.query<{ everything: string }>(
    `select (select jsonb_agg(k)::text from api_key k) || (select jsonb_agg(i)::text from idempotency i) as everything`,
  )
  expect(rows[0]!.everything).toContain(await sha256(key))
  expect(rows[0]!.everything).not.toContain(key)

  const own = await api.ask(key, 'GET', '/v1/keys')
  expect(own.body).toEqual({
    items: [{ id: made.body.id, ...wish, created_at: NOW, revoked_at: null }],
    next: null,
  })
  const revoked = await api.ask(operator, 'DELETE', `/v1/keys/${made.body.id}`)
  expect(revoked.body).toEqual({ id: made.body.id, revoked: true })
  expect((await api.ask(key, 'GET', '/v1/me')).status).toBe(401)
  const filtered = await api.ask(operator, 'GET', `/v1/keys?organisation_id=${joined.body.id}`)
  expect(filtered.body.items).toEqual([{ ...own.body.items[0], revoked_at: NOW }])
})

test('the key that asks cannot revoke itself', async () => {
  const { rows } = await world.pg.query<{ id: string }>('select id from api_key where hash = $1', [
    world.operator.key_hash,
  ])
  const refused = await api.ask(world.operator, 'DELETE', `/v1/keys/${rows[0]!.id}`)
  expect([refused.status, refused.body.error.code]).toEqual([409, 'own_key'])
})

test('each list holds its own, page by page', async () => {
  for (const name of ['A', 'B', 'C']) await api.ask(world.operator, 'POST', '/v1/relays', { name })
  const first = await api.ask(world.operator, 'GET', '/v1/relays?limit=2')
  const rest = await api.ask(world.operator, 'GET', `/v1/relays?limit=200&after=${first.body.next}`)
  const names = [...first.body.items, ...rest.body.items].map(({ name }: { name: string }) => name)
  expect(names).toEqual(['Relais du Quai', 'Maison Ouverte', 'A', 'B', 'C'])
  expect([first.body.items.length, rest.body.next]).toEqual([2, null])
  const roles = (await api.ask(world.operator, 'GET', '/v1/structures')).body.items.map(
    ({ role }: { role: string }) => role,
  )
  expect(new Set(roles)).toEqual(new Set(['structure']))
})

test('troubles: what is open, the oldest first, then what was resolved', async () => {
  const now = (minute: number) => `2026-11-23T12:0${minute}:00.000Z`
  for (const [minute, subject] of ['first', 'second', 'third'].entries()) {
    const about = { kind: 'books', subject, message: 'They differ.', todo: 'Compare.' }
    await world.db.call('raise_trouble', { ...about, now: now(minute) })
  }
  await world.db.call('resolve_trouble', { kind: 'books', subject: 'second', now: now(5) })
  const subjects = async (query: string) => {
    const { body } = await api.ask(world.operator, 'GET', `/v1/troubles${query}`)
    return [body.items.map(({ subject }: { subject: string }) => subject), body.next] as const
  }
  expect(await subjects('')).toEqual([['first', 'third'], null])
  const [one, next] = await subjects('?limit=1')
  expect(one).toEqual(['first'])
  expect(await subjects(`?limit=1&after=${next}`)).toEqual([['third'], null])
  expect(await subjects('?open=false')).toEqual([['second'], null])
})

test('the outbox: mails sent and waiting', async () => {
  const insert = `insert into mail (id, organisation_id, template, about, cause, created_at, sent_at)
    values ($1, $2, 'seats_came_free', '{"reservation_id": "x"}', gen_random_uuid(), $3, $4)`
  const { organisation_id } = world.relay
  const [sent, waiting] = [uuidv7(), uuidv7()]
  await world.pg.query(insert, [sent, organisation_id, NOW, NOW])
  await world.pg.query(insert, [waiting, organisation_id, NOW, null])
  const ids = async (query: string) =>
    (await api.ask(world.operator, 'GET', `/v1/outbox${query}`)).body.items.map(
      ({ id }: { id: string }) => id,
    )
  expect(await ids('')).toEqual([sent, waiting])
  expect(await ids('?sent=true')).toEqual([sent])
  expect(await ids('?sent=false')).toEqual([waiting])
  const { body } = await api.ask(world.operator, 'GET', '/v1/outbox?sent=false')
  expect(body.items[0]).toMatchObject({ template: 'seats_came_free', about: { reservation_id: 'x' } })
})
