import { createHash } from 'node:crypto'
import { vi } from 'vitest'
import type { EdgeEnv } from '../../src/step/edge/env.ts'

export const FAUTEUIL = 'https://fauteuil.test'
export const VENUE = 'https://billetterie.test'
export const KEY = 'pk_0123456789ABCDEFGHIJKL'
export const ENV: EdgeEnv = { FAUTEUIL, STRUCTURE: KEY, EDGE_TOKEN: 'token' }

type Plays = (request: Request) => Response | Promise<Response>

/** What stands around one isolate of the edge Worker, in Node: who answers it, the cache of its location, and its clock. */
export interface Around {
  fauteuil: Plays
  ticketing: Plays
  /** all that Fauteuil was asked, in order */
  asked: Request[]
  cache: Map<string, Response>
  /** what goes on after the answers */
  later: Promise<unknown>[]
}

/** Begins a new isolate, on a clock that stands still: what is imported of the edge now has seen nothing yet. */
export function newIsolate(): Around {
  vi.useFakeTimers()
  vi.resetModules()
  const around: Around = {
    fauteuil: () => new Response(null, { status: 404 }),
    ticketing: () => new Response('a page of the ticketing'),
    asked: [],
    cache: new Map(),
    later: [],
  }
  vi.stubGlobal('fetch', async (what: string | Request, init?: RequestInit) => {
    const request: Request = new Request(what, init)
    if (!request.url.startsWith(`${FAUTEUIL}/`)) return around.ticketing(request)
    around.asked.push(request)
    return Promise.race([around.fauteuil(request), aborted(request.signal)])
  })
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error(`no answer in ${ms} ms`)), ms)
    return controller.signal
  })
  // made at once: another thread's time is none of this clock's
  vi.spyOn(crypto.subtle, 'digest').mockImplementation(async (_, bytes) => sha256(bytes as Uint8Array))
  vi.stubGlobal('scheduler', { wait: async (ms: number) => new Promise((go_on) => setTimeout(go_on, ms)) })
  vi.stubGlobal('caches', {
    default: {
      match: async (address: string) => around.cache.get(address)?.clone(),
      put: async (address: string, answer: Response) => void around.cache.set(address, answer),
      delete: async (address: string) => around.cache.delete(address),
    },
  })
  return around
}

const sha256 = (bytes: Uint8Array): ArrayBuffer =>
  new Uint8Array(createHash('sha256').update(bytes).digest()).buffer
const aborted = async (signal: AbortSignal) =>
  new Promise<never>((_, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason as Error))
  })

/** What has come of it after so long; a test that waited for what never comes would wait for ever. */
export async function after<T>(ms: number, work: Promise<T>): Promise<T> {
  await vi.advanceTimersByTimeAsync(ms)
  return Promise.race([work, Promise.reject(new Error(`nothing in ${ms} ms`))])
}

export function endIsolate(): void {
  vi.useRealTimers()
  vi.unstubAllGlobals()
}
