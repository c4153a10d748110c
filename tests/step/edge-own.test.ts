import { script } from 'acs-script'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { StepPlace } from '../../adapters/contract/index.ts'
import type { PublishedStep } from '../../src/step/configuration.ts'
import { cartOf } from '../../src/step/edge/cart.ts'
import type { EdgeEnv } from '../../src/step/edge/env.ts'
import { answerOwn } from '../../src/step/edge/own.ts'
import { STEP_STYLE } from '../../src/step/element/style.ts'
import { endIsolate, ENV, FAUTEUIL, KEY, newIsolate, VENUE, type Around } from './isolate.ts'

// What the edge answers itself, below `/.acs/` on the venue's own host.

const place = { hides: '#item-7', cart_cookie: 'pretix_session' } as StepPlace
const CONSENTS = `step/${KEY}/consents`
const cookie = 'pretix_session=cart-1'
const chosen = '{"cents":800}'

let around: Around
beforeEach(() => {
  around = newIsolate()
  around.fauteuil = () => new Response(null, { status: 204 })
})
afterEach(endIsolate)

const ask = async (
  path: string,
  init: RequestInit = {},
  step: object | null = { place },
  env: EdgeEnv = ENV,
) => answerOwn(new Request(`${VENUE}/.acs/${path}`, init), env, async () => step as PublishedStep | null)
const choose = async (changes: RequestInit = {}, step?: object | null, env?: EdgeEnv) =>
  ask(CONSENTS, { method: 'POST', headers: { cookie }, body: chosen, ...changes }, step, env)

describe('the script and its styles', () => {
  test.each([
    ['acs.js', 'text/javascript', script],
    ['acs.css', 'text/css', STEP_STYLE],
    ['page.css', 'text/css', '@media (scripting:enabled){#item-7{display:none}}'],
  ])('%s', async (path, type, text) => {
    const answer = await ask(path)
    expect(await answer.text()).toBe(text)
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
    })
  })

  test('nothing of the page is hidden where nothing is known, or nothing is to be', async () => {
    for (const step of [null, { place: null }, { place: { ...place, hides: null } }]) {
      const answer = await ask('page.css', {}, step)
      expect([answer.status, await answer.text()]).toEqual([200, ''])
    }
  })

  test('and nothing else lies there', async () => {
    for (const path of ['', 'acs', 'consents', `step/${KEY}/counts`, `step/${KEY.toLowerCase()}/consents`])
      expect((await ask(path, { method: 'POST', headers: { cookie }, body: chosen })).status).toBe(404)
    expect((await ask(CONSENTS, { headers: { cookie } })).status).toBe(404)
    expect(around.asked).toEqual([])
  })
})

describe('what was chosen in a cart', () => {
  test('is told to Fauteuil with the cart’s hash and the edge’s token, and without any cookie', async () => {
    expect((await choose()).status).toBe(204)
    const [request] = around.asked
    expect([request!.method, request!.url, request!.redirect]).toEqual([
      'POST',
      `${FAUTEUIL}/edge/${KEY}/consents`,
      'manual',
    ])
    expect(request!.headers.get('authorization')).toBe('Bearer token')
    expect(request!.headers.get('cookie')).toBeNull()
    const cart = await cartOf(new Request(VENUE, { headers: { cookie } }), place, KEY)
    expect(await request!.json()).toEqual({ cents: 800, cart })
  })

  test('cannot say another cart than its own', async () => {
    await choose({ body: JSON.stringify({ cart: 'f'.repeat(64) }) })
    expect(await around.asked[0]!.text()).not.toContain('f'.repeat(64))
  })

  test('is answered as Fauteuil answers', async () => {
    around.fauteuil = () => Response.json({ error: { code: 'invalid_request' } }, { status: 400 })
    expect((await choose()).status).toBe(400)
  })

  test.each<[string, RequestInit, object | null, EdgeEnv]>([
    ['in no cart', { headers: {} }, { place }, ENV],
    ['where the step is not known', {}, null, ENV],
    ['where the ticketing has no place for it', {}, { place: null }, ENV],
    ['where the edge cannot prove itself', {}, { place }, { FAUTEUIL, STRUCTURE: KEY }],
  ])('%s is told to nobody', async (_, changes, step, env) => {
    expect((await choose(changes, step, env)).status).toBe(204)
    expect(around.asked).toEqual([])
  })

  test('is short', async () => {
    const body = (length: number) => JSON.stringify('x'.repeat(length - 2))
    expect((await choose({ body: body(4_096) })).status).toBe(204)
    expect((await choose({ body: body(4_097) })).status).toBe(413)
    expect(around.asked).toHaveLength(1)
  })

  test('is lost while Fauteuil is away, or where it is nonsense, and the page is told so', async () => {
    expect((await choose({ body: '{' })).status).toBe(503)
    around.fauteuil = () => Promise.reject(new TypeError('fetch failed'))
    expect((await choose()).status).toBe(503)
  })
})
