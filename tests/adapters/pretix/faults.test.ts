import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import {
  type Books,
  OutcomeUnknown,
  PartnerBrokeContract,
  PartnerRejects,
  PersonMustAct,
  RetryLater,
} from '../../../adapters/contract/index.ts'
import { network } from '../../setup/network.ts'
import { answered, HOST, partnerFor, recorded } from './replay.ts'
import { SCENES, type SceneName } from './scenes.ts'

const isWrite = (method: string) => !['GET', 'HEAD'].includes(method)

/** The scene as it was recorded, but every write is answered by `make`. */
function withWrites(make: () => Response) {
  return async (scene: SceneName): Promise<unknown> => {
    const tape = recorded(scene)
    const reads = tape.exchanges.filter(({ method }) => !isWrite(method))
    network.use(
      http.all(`${HOST}/*`, ({ request }) => (isWrite(request.method) ? make() : answered(reads.shift()))),
    )
    return SCENES[scene](partnerFor(tape), tape.given).catch((fault: unknown) => fault)
  }
}

/** The scene, when every call is answered by `make`. */
function withAll(make: () => Response) {
  return async (scene: SceneName): Promise<unknown> => {
    const tape = recorded(scene)
    network.use(http.all(`${HOST}/*`, make))
    return SCENES[scene](partnerFor(tape), tape.given).catch((fault: unknown) => fault)
  }
}

const busy = () =>
  HttpResponse.json({ detail: 'throttled' }, { status: 429, headers: { 'retry-after': '20' } })
const broken = () => new HttpResponse('<h1>Bad Gateway</h1>', { status: 502 })
const nonsense = () => HttpResponse.json({ surprise: true }, { status: 201 })

describe('pretix in trouble', () => {
  it('that limits our rate is asked again when it says, and nothing was done', async () => {
    for (const ask of [withAll(busy), withWrites(busy)]) {
      expect(await ask('reserve')).toMatchObject({ act: 'retry', after_ms: 20_000 })
    }
  })

  it('that fails while writing leaves the outcome unknown, never a refusal', async () => {
    for (const make of [broken, nonsense, () => HttpResponse.error()]) {
      expect(await withWrites(make)('reserve')).toBeInstanceOf(OutcomeUnknown)
      expect(await withWrites(make)('allot')).toBeInstanceOf(OutcomeUnknown)
    }
    for (const make of [broken, () => HttpResponse.error()]) {
      expect(await withWrites(make)('cancel_whole')).toBeInstanceOf(OutcomeUnknown)
    }
  })

  it('that still works on the same order is looked up later', async () => {
    const working = () =>
      HttpResponse.json({ detail: 'Concurrent request with idempotency key.' }, { status: 409 })
    expect(await withWrites(working)('reserve')).toBeInstanceOf(OutcomeUnknown)
    expect(await withAll(working)('find_lost_answer')).toBeInstanceOf(RetryLater)
  })

  it('that fails while it is only read is asked again', async () => {
    for (const make of [broken, () => HttpResponse.error()]) {
      for (const scene of ['gift', 'find_nothing', 'reconcile', 'attendance', 'performances'] as const) {
        expect(await withAll(make)(scene)).toBeInstanceOf(RetryLater)
      }
    }
  })

  it('that answers something else than it says broke its contract', async () => {
    const wrong = recorded('gift').exchanges[0]?.answer as Record<string, unknown>
    for (const change of [{ status: 'x' }, { positions: null }, { last_modified: 'yesterday' }]) {
      expect(await withAll(() => HttpResponse.json({ ...wrong, ...change }))('gift')).toBeInstanceOf(
        PartnerBrokeContract,
      )
    }
    expect(await withAll(() => new HttpResponse('<html>'))('gift')).toBeInstanceOf(PartnerBrokeContract)
  })

  it('that never ends a list is not followed for ever', async () => {
    const endless = () => HttpResponse.json({ next: `${HOST}/api/v1/?page=2`, results: [] })
    expect(await withAll(endless)('reconcile')).toBeInstanceOf(PartnerBrokeContract)
  })

  it('that took our token back needs a person', async () => {
    for (const status of [401, 403]) {
      const fault = await withAll(() => HttpResponse.json({ detail: 'no' }, { status }))('performances')
      expect(fault).toBeInstanceOf(PersonMustAct)
    }
  })

  it('that gives no ticket of another kind, and refuses for good, is believed', async () => {
    const tape = recorded('tickets')
    const [order] = tape.exchanges
    network.use(
      http.get(
        `${HOST}/*/download/pdf/`,
        () => new HttpResponse('hello', { headers: { 'content-type': 'text/plain' } }),
      ),
      http.get(`${HOST}/*`, () => answered(order)),
    )
    await expect(SCENES.tickets(partnerFor(tape), tape.given)).rejects.toBeInstanceOf(PartnerBrokeContract)
    expect(
      await withAll(() => HttpResponse.json({ detail: 'gone' }, { status: 410 }))('gift'),
    ).toBeInstanceOf(PartnerRejects)
  })

  it('that gave our seats to someone meanwhile is asked for others, under the same code and a new key', async () => {
    const tape = recorded('reserve_from_allotment')
    const writes: { key: string | null; code: unknown }[] = []
    const reads = tape.exchanges.filter(({ method }) => method === 'GET')
    const made = tape.exchanges.find(({ method }) => method === 'POST')
    const gone = {
      positions: [{}, { voucher: ['The voucher has already been used the maximum number of times.'] }],
    }
    network.use(
      http.get(`${HOST}/*`, ({ request }) =>
        answered(reads.find(({ path }) => request.url.endsWith(path)) ?? reads.at(-1)),
      ),
      http.post(`${HOST}/*`, async ({ request }) => {
        const sent: unknown = await request.json()
        writes.push({
          key: request.headers.get('x-idempotency-key'),
          code: Reflect.get(Object(sent), 'code'),
        })
        return writes.length === 1 ? HttpResponse.json(gone, { status: 400 }) : answered(made)
      }),
    )
    expect(await SCENES.reserve_from_allotment(partnerFor(tape), tape.given)).toMatchObject({
      outcome: 'confirmed',
    })
    expect(writes.map(({ key }) => key)).toEqual(['fauteuil-kept-1-1', 'fauteuil-kept-1-2'])
    expect(new Set(writes.map(({ code }) => code)).size).toBe(1)
  })

  it('whose books were looked at while a gift waited for its money tells it when it is paid, long after', async () => {
    const tape = recorded('reconcile')
    const empty = () =>
      HttpResponse.json({ next: null, results: [] }, { headers: { date: new Date(0).toUTCString() } })
    network.use(http.all(`${HOST}/*`, empty))
    const cursor = { since: {}, awaiting: { 'abonnements/ABCD3/2': 900 } }
    const { gifts, cursor: next } = await partnerFor(tape).reconcile(cursor)
    expect(gifts).toEqual([{ order: 'ABCD3', reference: 'abonnements/ABCD3/2', cents: 900, currency: 'EUR' }])
    expect(next).toMatchObject({ awaiting: {} })
    const books = (await withAll(empty)('reconcile')) as Books
    expect(books.gifts).toEqual([])
  })

  it('that nobody enabled needs a person', async () => {
    const tape = recorded('gift')
    network.use(http.all(`${HOST}/*`, () => answered(tape.exchanges[0])))
    const partner = partnerFor({ ...tape, provision: null })
    await expect(SCENES.gift(partner, tape.given)).rejects.toBeInstanceOf(PersonMustAct)
  })
})
