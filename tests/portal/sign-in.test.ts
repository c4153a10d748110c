import { beforeAll, expect, test } from 'vitest'
import { KEY_COOKIE } from '../../src/people/index.ts'
import { freshPortal } from './scene.ts'
import { visitor } from './visit.ts'

let house: Awaited<ReturnType<typeof freshPortal>>
beforeAll(async () => {
  house = await freshPortal()
})
const nobody = () => visitor(house, null)

test('a good key is kept where no script reads it, until the browser is closed, and leads to its page', async () => {
  for (const role of ['relay', 'operator', 'structure'] as const) {
    const done = await nobody().post('/sign-in', { key: ` ${house.world[role].key} `, to: '' })
    expect([done.status, done.location]).toEqual([303, `/${role}`])
    expect(done.headers.get('set-cookie')).toBe(
      `${KEY_COOKIE}=${house.world[role].key}; Path=/; HttpOnly; Secure; SameSite=Strict`,
    )
  }
})

test('on a plain local address the cookie does without https', async () => {
  const { origin } = house.ctx
  house.ctx.origin = 'http://127.0.0.1:8787'
  const done = await nobody().post('/sign-in', { key: house.world.relay.key })
  house.ctx.origin = origin
  expect(done.headers.get('set-cookie')).toBe(
    `${KEY_COOKIE}=${house.world.relay.key}; Path=/; HttpOnly; SameSite=Strict`,
  )
})

test.each([
  ['none', '', 'Collez votre clé'],
  ['an unknown one', 'fauteuil_relay_0000', 'Cette clé n’est pas reconnue'],
  ['one that is no key', 'a b; c=d', 'Cette clé n’est pas reconnue'],
])('with %s the form comes back and says what to do', async (_what, key, said) => {
  const refused = await nobody().post('/sign-in', { key, to: '/relay/past' })
  expect(refused.status).toBe(401)
  expect(refused.headers.get('set-cookie')).toBeNull()
  expect(refused.text).toContain(said)
  expect(refused.html).toMatch(/<title>Erreur\u00a0: Se connecter/)
  expect(refused.html).toContain('aria-invalid="true"')
  expect(refused.html).toContain('value="/relay/past"')
  expect(refused.html).not.toContain(`value="${key || 'nothing'}"`)
})

test('a revoked key opens nothing', async () => {
  const { world } = house
  const { rows } = await world.pg.query<{ id: string }>('select id from api_key where hash = $1', [
    world.otherRelay.key_hash,
  ])
  await world.db.once(world.claim(world.operator), 'revoke_key', { id: rows[0]!.id })
  expect((await nobody().post('/sign-in', { key: world.otherRelay.key })).status).toBe(401)
  expect((await visitor(house, world.otherRelay).get('/relay')).location).toBe('/sign-in?to=%2Frelay')
})

test('leads back to the page that was asked for, if it is one of ours and of that role', async () => {
  const asked = await nobody().get('/relay/past?after=1')
  expect(asked.location).toBe('/sign-in?to=%2Frelay%2Fpast%3Fafter%3D1')
  const key = house.world.relay.key
  const leads = async (to: string) => (await nobody().post('/sign-in', { key, to })).location
  expect(await leads('/relay/past')).toBe('/relay/past')
  for (const to of [
    '//evil.example',
    'https://evil.example',
    '/relay\\@evil.example',
    '/relayed',
    '/operator',
    '/v1/me',
  ]) {
    expect([to, await leads(to)]).toEqual([to, '/relay'])
  }
})

test('a link from a mail comes without the strict cookie: the browser asks again from our own page', async () => {
  const first = await visitor(house, null, { 'sec-fetch-site': 'cross-site' }).get('/relay/past')
  expect(first.status).toBe(200)
  expect(first.headers.get('refresh')).toBe('0;url=/relay/past')
  expect(first.html).toContain('href="/relay/past"')
  const second = await visitor(house, null, { 'sec-fetch-site': 'same-origin' }).get('/relay/past')
  expect(second.location).toBe('/sign-in?to=%2Frelay%2Fpast')
})

test('someone who is signed in is not asked again, and can sign out', async () => {
  const relay = visitor(house, house.world.relay)
  expect((await relay.get('/sign-in')).location).toBe('/relay')
  const out = await relay.post('/sign-out', {})
  expect(out.location).toBe('/sign-in?said=signed_out#said')
  expect(out.headers.get('set-cookie')).toContain(`${KEY_COOKIE}=; Max-Age=0`)
  expect((await nobody().get('/sign-in?said=signed_out')).html).toMatch(
    /role="status"[^>]*>Vous êtes déconnecté·e/,
  )
  expect((await nobody().get('/sign-in?said=<b>anything')).html).not.toContain('role="status"')
})
