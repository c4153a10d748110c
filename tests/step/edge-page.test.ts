import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { after, endIsolate, VENUE } from './isolate.ts'
import { isolatedEdge, leads, page, type IsolatedEdge } from './isolated-edge.ts'
import { CART } from './shop.ts'

// The edge before a ticketing, to the millisecond and to the letter; what browsers make of it see tests/browser.

let edge: IsolatedEdge
beforeEach(async () => {
  edge = await isolatedEdge()
})
afterEach(endIsolate)

/** Whether it is the ticketing's own answer, and no copy of it. */
async function goesThrough(path: string, made = page(), init?: RequestInit): Promise<boolean> {
  edge.ticketing = () => made
  return (await edge.ask(path, init)) === made
}
const slowly = (ms: number, answer: () => Response) => async () =>
  new Promise<Response>((made) => setTimeout(() => made(answer()), ms))
const published = () => Response.json(edge.step)
/** What the page says once so much time has gone by. */
const pageAfter = async (ms: number): Promise<string> => (await after(ms, edge.ask(CART))).text()

describe('the page of the step', () => {
  test('has it before the ticketing’s own line', async () => {
    edge.ticketing = () => page()
    expect(await pageAfter(0)).toMatch(/^before #item-7: <acs-donation structure="pk_/)
  })

  test('is the ticketing’s own for carts that do not see it', async () => {
    edge.step.shown_percent = 0
    expect(await goesThrough(CART)).toBe(true)
  })

  test.each([
    ['another type', page('application/json')],
    ['a type that is named alike', page('application/xhtml+xml; as=text/html')],
    ['of no type', new Response(null)],
    ['an error', page('text/html', 500)],
    ['a page that is not there', page('text/html', 404)],
    ['a way elsewhere', leads('/theatre/')],
  ])('is left alone where it is %s', async (_, made) => {
    expect(await goesThrough(CART, made)).toBe(true)
  })

  test.each(['POST', 'PUT', 'HEAD'])('is left alone when it is asked by %s', async (method) => {
    expect(await goesThrough(CART, page(), { method })).toBe(true)
  })

  test('is left alone where there is no step, no place for it, or anything of ours breaks', async () => {
    vi.stubGlobal('HTMLRewriter', undefined)
    expect(await goesThrough(CART)).toBe(true)
    edge = await isolatedEdge()
    Object.assign(edge.step, { place: null })
    expect(await goesThrough(CART)).toBe(true)
    edge = await isolatedEdge()
    edge.fauteuil = () => new Response(null, { status: 404 })
    expect(await goesThrough(CART)).toBe(true)
  })
})

test('no other page is touched', async () => {
  for (const path of ['/', '/theatre/abonnements/', `${CART}more`, '/theatre/autre/checkout/addons/'])
    expect(await goesThrough(path)).toBe(true)
})

test('what is ours is answered by the edge, and the ticketing never asked', async () => {
  edge.ticketing = () => page('text/html', 500)
  const answer = await edge.ask('/.acs/page.css')
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('#item-7{')])
  expect((await edge.ask('/.acs/nothing')).status).toBe(404)
})

describe('time', () => {
  beforeEach(() => {
    edge.ticketing = () => page()
  })

  test('a page waits 50 ms at most for what is not known yet, and the next one not at all', async () => {
    edge.fauteuil = slowly(51, published)
    expect(await pageAfter(50)).toBe('a page of the ticketing')
    let known = false
    void Promise.all(edge.later).then(() => (known = true))
    await vi.advanceTimersByTimeAsync(0)
    expect(known).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(known).toBe(true)
    edge.fauteuil = slowly(3_600_000, published)
    expect(await pageAfter(0)).toContain('<acs-donation')
  })

  test('what is answered while the ticketing makes its page is in it, and it waits no longer', async () => {
    edge.fauteuil = slowly(400, published)
    edge.ticketing = slowly(390, page)
    expect(await pageAfter(400)).toContain('<acs-donation')
  })
})

describe('to the ticketing', () => {
  let asked: Request
  beforeEach(() => {
    edge.ticketing = (request) => {
      asked = request
      return leads('/theatre/')
    }
  })
  const init = { method: 'POST', body: 'price_7=3', headers: { cookie: 'a=b', 'x-forwarded-host': 'forged' } }

  test('behind its own route, a request goes on as it came', async () => {
    await edge.ask(`${CART}?lang=de`, init)
    expect([asked.method, asked.url]).toEqual(['POST', `${VENUE}${CART}?lang=de`])
    expect(await asked.text()).toBe('price_7=3')
  })

  test('at another address it is told by which name people came, and what it answers is not followed', async () => {
    const env = { FAUTEUIL: 'https://fauteuil.test', STRUCTURE: 'pk_', TICKETING: 'https://pretix.test' }
    const answer = await edge.ask(`${CART}?lang=de`, init, env)
    expect([asked.method, asked.url, asked.redirect]).toEqual([
      'POST',
      `https://pretix.test${CART}?lang=de`,
      'manual',
    ])
    expect(await asked.text()).toBe('price_7=3')
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      cookie: 'a=b',
      'x-forwarded-host': 'billetterie.test',
      'x-forwarded-proto': 'https',
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/theatre/'])
  })
})
