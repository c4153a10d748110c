import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { makeStep } from '../../src/step/make.ts'
import { after, endIsolate, ENV, FAUTEUIL, KEY, newIsolate, type Around } from './isolate.ts'
import { source } from './source.ts'

// What one isolate of the edge knows of the step, for how long, and without Fauteuil.

const ADDRESS = `${FAUTEUIL}/step/${KEY}/all.json`
const WORDS = { fr: { title: 'Un fauteuil' } }
const FRESH_MS = 30_000
const LEFT_ALONE_MS = 5_000

const published = async (opened: number) => {
  const { terms, ...rest } = source({ key: KEY })
  return makeStep({ ...rest, terms: { ...terms!, opened } }, FAUTEUIL)
}
let around: Around
let known: () => Promise<number | null>
let said: ReturnType<typeof vi.spyOn>
/** Fauteuil publishes a step that has opened so many seats: by the number it is told apart. */
let opened: number

beforeEach(async () => {
  around = newIsolate()
  opened = 1
  around.fauteuil = async () => Response.json(await published(opened))
  said = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  onTestFinished(() => said.mockRestore())
  known = await anotherIsolate()
})
afterEach(endIsolate)

/** A second one begins where the first has left its location's cache. */
async function anotherIsolate(): Promise<typeof known> {
  vi.resetModules()
  const { knownStep } = await import('../../src/step/edge/known.ts')
  return async () => (await knownStep(ENV, (work) => around.later.push(work)))?.opened ?? null
}
const afterMs = async (ms: number) => after(ms, Promise.resolve())

test('asks Fauteuil once, and shows what it knows without waiting while it asks again', async () => {
  expect(await known()).toBe(1)
  opened = 2
  await afterMs(FRESH_MS)
  expect([await known(), around.asked.length]).toEqual([1, 1])
  await afterMs(1)
  // once more while it is asked for
  expect([await known(), around.asked.length]).toEqual([1, 2])
  await afterMs(0)
  expect([await known(), around.asked.length]).toEqual([2, 2])
  expect(around.asked.map(({ url, redirect }) => [url, redirect])).toEqual([
    [ADDRESS, 'manual'],
    [ADDRESS, 'manual'],
  ])
  expect(said).not.toHaveBeenCalled()
})

describe.each<[string, string, () => Response | Promise<Response>]>([
  ['is stopped', 'TypeError: fetch failed', () => Promise.reject(new TypeError('fetch failed'))],
  ['hangs', 'Error: no answer in 2000 ms', async () => new Promise<never>(() => undefined)],
  ['is broken', `Error: 500 of ${ADDRESS}`, () => new Response('{}', { status: 500 })],
  ['leads elsewhere', `Error: 302 of ${ADDRESS}`, () => new Response(null, { status: 302 })],
  ['answers nonsense', 'SyntaxError: ', () => new Response('<html>{"key": 7')],
  ['answers something else', 'Error: no step', () => Response.json({ key: 7, words: WORDS })],
  ['answers half a step', 'Error: no step', () => Response.json({ key: KEY, words: { fr: {} } })],
  ['answers a quarter', 'Error: no step', () => Response.json({ key: KEY, words: {} })],
  ['answers none of it', 'Error: no step', () => Response.json({ key: KEY })],
])('while Fauteuil %s', (_, cause, breaks) => {
  const asking = async (isolate = known) => after(2_000, isolate())

  test('a location that has seen the step shows it, for a week', async () => {
    await known()
    expect(around.cache.get(ADDRESS)?.headers.get('cache-control')).toBe('max-age=604800')
    around.fauteuil = breaks
    const other = await anotherIsolate()
    expect(await asking(other)).toBe(1)
    expect(said).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining(`{"event":"step_not_asked","cause":"${cause}`),
    )
  })

  test('an isolate goes on with what it knew, even without the cache', async () => {
    await known()
    around.fauteuil = breaks
    around.cache.clear()
    await afterMs(FRESH_MS + 1)
    expect(await known()).toBe(1)
    await afterMs(2_000)
    expect([await known(), around.asked.length]).toEqual([1, 2])
    expect(around.cache.size).toBe(0)
  })

  test('a location that has never seen it shows none', async () => {
    around.fauteuil = breaks
    expect(await asking()).toBeNull()
    expect(around.cache.size).toBe(0)
  })
})

test('Fauteuil is left alone for a while after it did not answer', async () => {
  around.fauteuil = () => new Response(null, { status: 503 })
  await known()
  await afterMs(LEFT_ALONE_MS)
  expect([await known(), around.asked.length]).toEqual([null, 1])
  await afterMs(1)
  expect([await known(), around.asked.length]).toEqual([null, 2])
})

test('what is asked beside an answer goes on after it', async () => {
  await known()
  await afterMs(FRESH_MS + 1)
  await known()
  expect(around.later).toHaveLength(1)
})

test('a step that is no more is forgotten, in the cache too', async () => {
  await known()
  around.fauteuil = () => new Response(null, { status: 404 })
  await afterMs(FRESH_MS + 1)
  await known()
  await afterMs(0)
  expect(await known()).toBeNull()
  expect(around.cache.size).toBe(0)
  expect(said).not.toHaveBeenCalled()
})

test('what waits for an answer waits two seconds, and not for ever', async () => {
  around.fauteuil = async () => new Promise((answer) => setTimeout(() => answer(new Response()), 3_600_000))
  let shown: number | null | undefined
  void known().then((step) => (shown = step))
  await afterMs(1_999)
  expect(shown).toBeUndefined()
  await afterMs(1)
  expect(shown).toBeNull()
})
