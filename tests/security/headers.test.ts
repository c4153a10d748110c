import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, test } from 'vitest'
import { KEY_COOKIE } from '../../src/people/index.ts'
import { ownPath } from '../../src/portal/sign-in/sign-in.tsx'
import { filled as filledRoute } from './ask-route.ts'
import { everyone, type Everyone, type Who } from './everyone.ts'
import { TABLE } from './table.ts'

let house: Everyone
beforeAll(async () => {
  house = await everyone()
})

const filled = (path: string) => filledRoute(house, path)
/** As a browser asks: by the cookie, for a page. */
async function visit(who: Who | null, path: string): Promise<Response> {
  const cookie = who === null ? {} : { cookie: `${KEY_COOKIE}=${house.actors[who].key}` }
  return house.app.request(path, { headers: { accept: 'text/html', ...cookie } })
}
/** A policy as {directive: sources}. */
function policyOf(headers: Headers): Record<string, string[]> {
  const policy = headers.get('content-security-policy') ?? ''
  return Object.fromEntries(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/)
      return [name, sources]
    }),
  )
}

const VISITORS = [null, 'operator', 'structure', 'relay'] as const
/** What pages of any site read, and send: the step and its carts. Nobody's own, and nobody is let in there. */
const OF_ANY_SITE = /^\/(acs|step)\b/
/** The step's own page: the one that has a script, of ours, and a form that nobody has to be signed in for. */
const OF_ANYONE = /^\/don\//
const GETS = TABLE.flatMap(([route]) => (route.startsWith('GET ') ? [route.slice(4)] : []))

describe.each(GETS)('%s', (path) => {
  test('sends what keeps a browser from doing more than it should, whoever asks', async () => {
    for (const who of VISITORS) {
      const { headers } = await visit(who, filled(path))
      expect(Object.fromEntries(headers)).toMatchObject({
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        // a form there is sent with its origin
        'referrer-policy': OF_ANYONE.test(path) ? 'same-origin' : 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': expect.stringMatching(
          OF_ANY_SITE.test(path) ? /^(cross|same)-origin$/ : /^same-origin$/,
        ),
        'permissions-policy': expect.stringContaining('camera=()'),
      })
      const policy = policyOf(headers)
      expect(policy).toMatchObject({
        'default-src': ["'none'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      })
      // nothing but what is our own, no script at all, and nothing inside the page
      // but the page of a payment, where a form of the step's own page leads
      const leads = OF_ANYONE.test(path) ? ["'self' https:"] : ["'none'", "'self'"]
      expect(leads).toContain(policy['form-action']?.join(' '))
      const own = OF_ANYONE.test(path) ? { ...policy, 'form-action': [] } : policy
      // a picture has its style within
      if (path.endsWith('.svg') && path.startsWith('/step/')) own['style-src'] = []
      for (const sources of Object.values(own)) expect(["'none'", "'self'", '']).toContain(sources.join(' '))
      expect('script-src' in policy).toBe(OF_ANYONE.test(path))
      expect(headers.get('access-control-allow-origin')).toBe(OF_ANY_SITE.test(path) ? '*' : null)
      expect(headers.get('access-control-allow-credentials')).toBeNull()
    }
  })

  test('is a page without scripts and without anything of others, where it is a page', async () => {
    for (const who of VISITORS) {
      const answer = await visit(who, filled(path))
      const html = await answer.text()
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
      const { document } = parseHTML(html)
      expect(document.querySelectorAll('script, iframe, object, embed, base, style, [style]')).toHaveLength(0)
      const handlers = [...document.querySelectorAll('*')].flatMap((element) =>
        [...element.attributes].filter(({ name }) => name.startsWith('on')),
      )
      expect(handlers).toEqual([])
      for (const element of document.querySelectorAll('[src], link[href], [action]')) {
        const to =
          element.getAttribute('src') ?? element.getAttribute('href') ?? element.getAttribute('action')
        expect(to).toMatch(/^\/(?!\/)/)
      }
      for (const link of document.querySelectorAll('a[href]')) {
        expect(link.getAttribute('href')).toMatch(/^(\/(?!\/)|#|mailto:)/)
      }
    }
  })
})

test('what is someone’s own is kept in no cache', async () => {
  for (const path of GETS) {
    const answer = await visit('relay', filled(path))
    const of_everyone =
      OF_ANY_SITE.test(path) || /^\/(health|openapi\.json|problems|style\.css|don\.css|icon\.svg)$/.test(path)
    const cached = answer.headers.get('cache-control') ?? ''
    expect([path, answer.status === 303 || of_everyone || cached.includes('no-store')]).toEqual([path, true])
  }
})

describe('a form counts only from a page of ours', () => {
  const forms = TABLE.flatMap(([route]) =>
    /^POST \/(?!v1|hooks|edge|step|don)/.test(route) ? [route.slice(5)] : [],
  )
  const send = (path: string, headers: Record<string, string>) =>
    house.app.request(filled(path), {
      method: 'POST',
      headers: {
        cookie: `${KEY_COOKIE}=${house.actors.relay.key}`,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: 'guests=1&idempotency_key=0123456789',
    })

  test.each(forms)('%s', async (path) => {
    const foreign: Record<string, string>[] = [
      {},
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { origin: 'https://fauteuil.test.elsewhere.example' },
      { origin: 'http://fauteuil.test' },
      { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'https://other.fauteuil.test', 'sec-fetch-site': 'same-site' },
      { 'content-type': 'text/plain', origin: 'https://elsewhere.example' },
      { 'content-type': 'multipart/form-data; boundary=x', origin: 'https://elsewhere.example' },
    ]
    for (const headers of foreign) expect((await send(path, headers)).status).toBe(403)
  })

  test('nor does the API take a form that a browser sends by itself', async () => {
    const cookie = `${KEY_COOKIE}=${house.actors.operator.key}`
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data; boundary=x',
    ]) {
      const init = { method: 'POST', headers: { cookie, 'content-type': type }, body: '{"name":"x"}' }
      expect((await house.app.request('/v1/relays', init)).status).toBe(400)
    }
    // one without a body needs a header that no form can carry
    const leave = `/v1/waiting/${house.of_relay.waiting_id}/leave`
    const bare = { method: 'POST', headers: { cookie: `${KEY_COOKIE}=${house.actors.relay.key}` } }
    const refused = await house.app.request(leave, bare)
    expect(await refused.json()).toMatchObject({ error: { code: 'idempotency_key_missing' } })
  })

  test('and the key’s cookie goes to no script and to no other site', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: house.ctx.origin }
    const body = `key=${house.actors.relay.key}&to=/relay`
    const answer = await house.app.request('/sign-in', { method: 'POST', headers: form, body })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/relay'])
    const cookie = answer.headers.get('set-cookie') ?? ''
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) expect(cookie).toContain(part)
    expect(cookie).not.toMatch(/Domain|Expires|Max-Age/)
  })
})

describe('after signing in', () => {
  test.each([
    '//elsewhere.example',
    '/\\elsewhere.example',
    'https://elsewhere.example',
    '/relay\\@elsewhere.example',
    '/relay/\r\nSet-Cookie: a=b',
    '/relay?x\u0000',
    '/relayed',
    '/relay.elsewhere.example',
    'javascript:alert(1)',
    '/relay/é',
  ])('%j leads nowhere but home', (to) => {
    expect(ownPath(to)).toBe('/')
  })

  test.each(['/relay', '/relay?lang=en', '/relay/past', '/operator#to-see', '/structure/'])(
    '%s is kept',
    (to) => {
      expect(ownPath(to)).toBe(to)
    },
  )
})
