import { http, HttpResponse } from 'msw'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  OutcomeUnknown,
  PartnerBrokeContract,
  partnerHttp,
  PartnerRejects,
  RetryLater,
  type PartnerCall,
  type PartnerHttpLimits,
} from '../../adapters/contract/index.ts'
import { network } from '../setup/network.ts'

const HOUSE = 'https://port.test'

/** Asks a partner that answers so, and tells what was sent to it. */
async function ask(
  answer: (sent: Headers) => Response,
  call: Partial<PartnerCall> = {},
  headers: Record<string, string> = {},
  limits: Partial<PartnerHttpLimits> = {},
) {
  network.use(http.all(`${HOUSE}/*`, ({ request }) => answer(request.headers)))
  const line = partnerHttp(
    { address: HOUSE, headers },
    {
      fetch,
      guard: () => undefined,
      sleep: async () => undefined,
      now_ms: () => 0,
      pace_ms: 0,
      timeout_ms: 30_000,
      max_bytes: 100_000,
      ...limits,
    },
  )
  const outcome: unknown = await line.call({ path: 'api/orders', ...call }).catch((fault: unknown) => fault)
  return { outcome, line }
}
const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new HttpResponse('no', { status: code, headers })

describe('a call', () => {
  test('asks for JSON, and for something else where that is wanted', async () => {
    const seen: (string | null)[] = []
    const note = (sent: Headers) => {
      seen.push(sent.get('accept'))
      return HttpResponse.json({})
    }
    await ask(note)
    await ask(note, { headers: { accept: 'application/pdf' } })
    expect(seen).toEqual(['application/json', 'application/pdf'])
  })

  test('that fails is named by what was asked, without its query', async () => {
    const { outcome } = await ask(status(400), { method: 'PUT', path: 'api/orders/1?secret=x' })
    expect(String(outcome)).toMatch(/PUT \/api\/orders\/1 answered 400: no$/)
  })
})

test('nothing is asked once the time for it is over, and writes too may be asked again', async () => {
  const until_ms = 1_000
  const at = async (now: number, call: Partial<PartnerCall> = {}) => {
    let calls = 0
    const count = () => {
      calls += 1
      return HttpResponse.json({})
    }
    const { outcome } = await ask(count, call, {}, { until_ms, now_ms: () => now })
    return { calls, outcome }
  }
  expect(await at(until_ms)).toMatchObject({ calls: 1, outcome: { status: 200 } })
  for (const method of ['GET', 'POST'] as const) {
    const { calls, outcome } = await at(until_ms + 1, { method })
    expect([calls, outcome]).toEqual([0, expect.any(RetryLater)])
    expect(String(outcome)).toContain(`${method} /api/orders was not asked`)
  }
})

describe('an answer', () => {
  test('that comes in pieces is put together', async () => {
    const pieces = ['{"a":', '"b', 'cd', '"}'].map((piece) => new TextEncoder().encode(piece))
    // past the network, which may join them
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece)
        controller.close()
      },
    })
    const { outcome } = await ask(status(500), {}, {}, { fetch: async () => new Response(body) })
    expect(new TextDecoder().decode((outcome as { bytes: Uint8Array }).bytes)).toBe('{"a":"bcd"}')
  })

  test('that is no JSON is not taken for none', async () => {
    const { line } = await ask(() => HttpResponse.text('<html>'))
    await expect(line.json(z.undefined(), { path: 'x' })).rejects.toBeInstanceOf(PartnerBrokeContract)
    await expect(line.json(z.unknown(), { path: 'x' }).then(({ body }) => typeof body)).resolves.toBe(
      'symbol',
    )
  })

  test('with several choices (300) is no answer', async () => {
    expect((await ask(status(300))).outcome).toBeInstanceOf(PartnerBrokeContract)
  })

  test.each([500, 502, 599])('%i is a fault there, whenever it may be asked again', async (code) => {
    const later = { 'retry-after': '7' }
    expect((await ask(status(code, later), { method: 'POST' })).outcome).toBeInstanceOf(OutcomeUnknown)
    const { outcome } = await ask(status(code, later))
    expect(outcome).toBeInstanceOf(RetryLater)
    expect(outcome).toMatchObject({ after_ms: 5_000 })
  })

  test('400 is a no, even with a time to ask again', async () => {
    expect((await ask(status(400, { 'retry-after': '7' }))).outcome).toBeInstanceOf(PartnerRejects)
  })

  test('is told in three hundred characters, and kept in two thousand', async () => {
    const { outcome } = await ask(() => HttpResponse.text('é'.repeat(5_000), { status: 422 }))
    expect(outcome).toMatchObject({
      body: 'é'.repeat(1_000),
      message: `GET /api/orders answered 422: ${'é'.repeat(300)}`,
    })
  })
})

describe('what authenticates us, repeated in an answer,', () => {
  const repeated = async (headers: Record<string, string>) => {
    const said = Object.values(headers).join(' and ')
    return String((await ask(() => HttpResponse.text(said, { status: 400 }), {}, headers)).outcome)
  }

  test('is hidden, whether it stands alone or behind a word', async () => {
    expect(await repeated({ 'x-api-key': 'secret-1' })).not.toContain('secret-1')
    expect(await repeated({ authorization: 'Token secret-2' })).not.toContain('secret-2')
    expect(await repeated({ a: 'secret-3', b: 'Basic secret-4' })).not.toMatch(/secret-[34]/)
  })

  test('is none of the short words that headers have', async () => {
    expect(await repeated({ 'accept-language': 'fr', 'x-version': '2026-11' })).toContain('fr and 2026-11')
  })
})
