import { beforeAll, describe, expect, test } from 'vitest'
import { testApp } from '../setup/app.ts'
import { freshPortal, midSeason, troubled } from './scene.ts'
import { visitor } from './visit.ts'

let house: Awaited<ReturnType<typeof freshPortal>>
const ids: Record<string, string> = {}
beforeAll(async () => {
  house = await freshPortal()
  const { issued, shows } = await midSeason(house)
  Object.assign(ids, { issued, offer: shows.cid.invitation_id })
  const { hook, evening, halted } = await troubled(house)
  Object.assign(ids, { hook, evening: evening.performance_id, halted })
})
const filled = (path: string) => path.replace(/:(\w+)/, (_, name: string) => ids[name]!)

const PAGES = [
  { path: '/', may: ['nobody', 'relay', 'operator', 'structure'] },
  { path: '/sign-in', may: ['nobody'] },
  { path: '/relay', may: ['relay'] },
  { path: '/relay/past', may: ['relay'] },
  { path: '/relay/invitations/:offer', may: ['relay'] },
  { path: '/relay/reservations/:issued', may: ['relay'] },
  { path: '/operator', may: ['operator'] },
  { path: '/operator/outbox', may: ['operator'] },
  { path: '/structure', may: ['structure'] },
]
const actors = () => ({
  nobody: null,
  relay: house.world.relay,
  operator: house.world.operator,
  structure: house.world.structure,
})

describe.each(PAGES)('$path', ({ path, may }) => {
  test('opens to whom it is for, and to nobody else', async () => {
    for (const [role, actor] of Object.entries(actors())) {
      const page = await visitor(house, actor).get(filled(path))
      const expected = may.includes(role) ? 200 : role === 'nobody' || path === '/sign-in' ? 303 : 403
      expect({ role, status: page.status }).toEqual({ role, status: expected })
    }
  })

  test('is whole without scripts, and loads nothing from elsewhere', async () => {
    const page = await visitor(house, actors()[may[0] as 'relay']).get(filled(path))
    expect(page.html).toMatch(/^<!doctype html><html lang="fr">/)
    expect(page.html).toContain('<meta name="referrer" content="same-origin"/>')
    expect(page.html).not.toMatch(/<script|<iframe|<style|\son\w+=|\sstyle=|javascript:/i)
    expect(page.html).not.toMatch(/(?:src|href|action)="(?!\/|#)/)
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-security-policy':
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    })
  })

  test('is there in both languages, and says in which', async () => {
    const actor = actors()[may[0] as 'relay']
    const [fr, en] = await Promise.all(
      ['fr', 'en'].map((lang) => visitor(house, actor).get(`${filled(path)}?lang=${lang}`)),
    )
    expect(fr!.html).toContain('<html lang="fr">')
    expect(en!.html).toContain('<html lang="en">')
    expect(en!.text).not.toBe(fr!.text)
    expect(en!.text).toContain('Skip to the content')
  })
})

test.each([
  ['a page of another role', '/operator', 403, 'Cette page n’est pas la vôtre'],
  ['no page', '/relay/nowhere', 404, 'Cette page n’existe pas'],
  ['no address of ours', '/nowhere', 404, 'Cette page n’existe pas'],
])('%s keeps who is signed in, and shows the way to their own', async (_name, path, status, title) => {
  const page = await visitor(house, house.world.relay, { accept: 'text/html' }).get(path)
  expect(page.status).toBe(status)
  expect(page.text).toContain(title)
  expect(page.text).toMatch(/Relais du Quai Se déconnecter/)
  expect(page.html).toContain('<a class="button" href="/relay">Vos invitations</a>')
  expect(page.html).not.toContain('href="/sign-in"')
  const nobody = await visitor(house, null, { accept: 'text/html' }).get('/nowhere')
  expect(nobody.html).toContain('href="/sign-in"')
  expect(nobody.html).not.toContain('class="button"')
})

test('a relay does not see what is another’s', async () => {
  const stranger = visitor(house, house.world.otherRelay)
  const page = await stranger.get(`/relay/reservations/${ids['issued']}`)
  expect(page.status).toBe(404)
  expect(page.text).toContain('Rien de tel n’existe ici')
  const back = await stranger.post(`/relay/reservations/${ids['issued']}/give-back`, {
    seat_ids: 'all',
    idempotency_key: 'a-key-of-a-stranger',
  })
  expect(back.status).toBe(404)
})

describe('the language', () => {
  test('is the browser’s, or French', async () => {
    expect((await visitor(house, null, { 'accept-language': 'en-US,en' }).get('/')).html).toContain(
      'lang="en"',
    )
    expect((await visitor(house, null, { 'accept-language': 'de' }).get('/')).html).toContain(
      '<html lang="fr">',
    )
  })

  test('that was chosen is kept, and the page offers the other one where it is read', async () => {
    const chosen = await visitor(house, null).get('/sign-in?to=/relay&lang=en')
    const kept = /fauteuil_lang=en; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax/.exec(
      chosen.headers.get('set-cookie') ?? '',
    )
    expect(kept).not.toBeNull()
    expect(chosen.html).toContain('href="/sign-in?lang=fr"')
    const later = await visitor(house, null, { cookie: 'fauteuil_lang=en', 'accept-language': 'fr' }).get('/')
    expect(later.html).toContain('<html lang="en">')
  })
})

describe('a form', () => {
  const fields = { guests: '1', companions: '', idempotency_key: 'a-form-from-elsewhere' }

  test('from another site is not carried out', async () => {
    const relay = visitor(house, house.world.relay)
    for (const origin of ['https://elsewhere.example', 'null']) {
      const refused = await relay.post(`/relay/invitations/${ids['offer']}/reserve`, fields, origin)
      expect(refused.status).toBe(403)
      expect(refused.text).toContain('Ce formulaire ne vient pas de cette page')
    }
    expect(
      await house.count(
        "reservation where created_at = changed_at and state = 'held' and invitation_id = '" +
          ids['offer'] +
          "'",
      ),
    ).toBe(0)
  })

  test('that is too long is not read', async () => {
    const page = await visitor(house, house.world.relay).post(`/relay/invitations/${ids['offer']}/reserve`, {
      guests: '1'.repeat(40_000),
    })
    expect(page.status).toBe(413)
  })

  test('of someone who is not signed in any more leads to the sign-in, and nothing is done', async () => {
    const page = await visitor(house, null).post(`/relay/invitations/${ids['offer']}/reserve`, fields)
    expect(page.status).toBe(401)
    expect(page.text).toContain('Votre session est terminée')
  })

  test('whose address is opened again leads back to where it was', async () => {
    const relay = visitor(house, house.world.relay)
    expect((await relay.get(`/relay/invitations/${ids['offer']}/reserve`)).location).toBe(
      `/relay/invitations/${ids['offer']}`,
    )
  })
})

test('a fault says that nothing counts twice, and its number; the log has the rest', async () => {
  const broken = testApp({ db: house.world.db })
  const own = { ...broken, ctx: broken.ctx }
  broken.ctx.db = {
    ...house.world.db,
    get read(): never {
      throw new Error('the house is dark')
    },
  }
  const page = await visitor(own, house.world.relay).get('/relay')
  expect(page.status).toBe(500)
  expect(page.text).toContain('Numéro de la demande')
  expect(page.text).not.toContain('dark')
  expect(broken.logged).toMatchObject([{ event: 'problem', about: { code: 'fault', route: '/relay' } }])
})

test('style and mark are there, and cost nothing when unchanged', async () => {
  for (const [path, type] of [
    ['/style.css', 'text/css'],
    ['/icon.svg', 'image/svg+xml'],
  ] as const) {
    const first = await house.app.request(path)
    expect(first.headers.get('content-type')).toContain(type)
    const again = await house.app.request(path, { headers: { 'if-none-match': first.headers.get('etag')! } })
    expect(again.status).toBe(304)
  }
})
