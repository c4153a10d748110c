import { vi } from 'vitest'
import type { StepPlace } from '../../adapters/contract/index.ts'
import type { PublishedStep } from '../../src/step/configuration.ts'
import type { EdgeEnv } from '../../src/step/edge/env.ts'
import { makeStep } from '../../src/step/make.ts'
import { ENV, FAUTEUIL, KEY, newIsolate, VENUE, type Around } from './isolate.ts'
import { CONNECTED } from './shop.ts'
import { source } from './source.ts'

export interface IsolatedEdge extends Around {
  /** as Fauteuil publishes it; a test may change it before it is asked for */
  step: PublishedStep & { place: StepPlace }
  /** A browser asks, with a cart of its own. */
  ask(path: string, init?: RequestInit, env?: EdgeEnv): Promise<Response>
}

/** The whole edge Worker in an isolate of its own, before a ticketing whose gift line is an item of number 7. */
export async function isolatedEdge(): Promise<IsolatedEdge> {
  const around = newIsolate()
  vi.stubGlobal('HTMLRewriter', true)
  vi.doMock('../../src/step/edge/weave.ts', () => ({ weave }))
  const connections = [{ platform: 'pretix', ...CONNECTED }]
  const step = (await makeStep(source({ key: KEY, connections }), FAUTEUIL)) as IsolatedEdge['step']
  around.fauteuil = ({ method }) =>
    method === 'GET' ? Response.json(step) : new Response(null, { status: 204 })
  const { default: worker } = await import('../../src/step/edge/index.ts')
  const execution = { waitUntil: (work: Promise<unknown>) => around.later.push(work) }
  const headers = { cookie: 'pretix_session=cart-1' }
  return Object.assign(around, {
    step,
    ask: async (path: string, init: RequestInit = {}, env: EdgeEnv = ENV) =>
      worker.fetch(
        new Request(VENUE + path, { headers, redirect: 'manual', ...init }),
        env,
        execution as never,
      ),
  })
}

/** Stands in for the weaving, which takes workerd's rewriter: its page says what would be put where. See `odd-pages.test.ts`. */
function weave(_: Response, selector: string, how: 'before' | 'append', html: string): Response {
  if (typeof HTMLRewriter === 'undefined') throw new Error('no rewriter here')
  return new Response(`${how} ${selector}: ${html}`)
}

/** What a ticketing answers. */
export const page = (type = 'text/html; charset=utf-8', status = 200): Response =>
  new Response('a page of the ticketing', { status, headers: { 'content-type': type } })
export const leads = (location: string): Response =>
  new Response(null, { status: 302, headers: { location } })
