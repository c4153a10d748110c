import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BREAKAGES, type Breakage } from '../../../adapters/open/box-office/breakages.ts'
import { conform } from '../../../adapters/open/conformance/conform.ts'
import { CLAUSES } from '../../../adapters/open/wire/clauses.ts'
import { allowLocal } from '../../setup/network.ts'
import { freshBoxOffice, TOKEN } from './harness.ts'

/** The clause whose check has to notice each breakage. */
const NOTICED: Record<Breakage, string> = {
  anyone_may_call: 'A1',
  contact_required: 'P1',
  one_unit_too_few: 'B1',
  books_twice: 'B2',
  forgets_reference: 'B6',
  forgets_reservation: 'B6',
  ticket_is_no_pdf: 'T1',
  cancels_again: 'X3',
  loses_cancelled_units: 'X1',
  gift_keeps_version: 'G2',
  forgets_scans: 'S1',
  drops_transactions: 'R1',
  wrong_signature: 'W2',
}

describe('the conformance runner', () => {
  let box: Awaited<ReturnType<typeof freshBoxOffice>>
  beforeAll(async () => {
    box = await freshBoxOffice({ retries_ms: [1_100, 1_100] })
  })
  beforeEach(async () => box.call('PUT', '/acs/_test/faults', {}))
  afterAll(async () => box.stop())

  const run = async (only?: string[]) =>
    conform({ address: box.url, token: TOKEN, listening: allowLocal, ...(only ? { only } : {}) })

  it('passes the demonstration box office, every clause tried', async () => {
    const { results, passed, failed, not_tried } = await run()
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([])
    expect({ failed, not_tried }).toEqual({ failed: 0, not_tried: 0 })
    expect(passed).toBe(results.length)
    expect(new Set(results.map(({ clause }) => clause))).toEqual(new Set(Object.keys(CLAUSES)))
  }, 60_000)

  it.for(BREAKAGES)('fails a server that %s', { timeout: 30_000 }, async (breakage) => {
    await box.call('PUT', '/acs/_test/faults', { broken: [breakage] })
    const { results, failed } = await run([NOTICED[breakage]])
    expect(failed).toBeGreaterThan(0)
    expect(results.find(({ outcome }) => outcome === 'failed')?.detail).toContain('The rule: ')
  })

  it('tries what it can of a server without a sandbox', async () => {
    const plain = await freshBoxOffice({ sandbox: false })
    const { results, passed, not_tried } = await conform({
      address: plain.url,
      token: TOKEN,
      listening: allowLocal,
      only: Object.keys(CLAUSES).filter((clause) => clause !== 'W1' && clause !== 'W3'),
    })
    await plain.stop()
    expect(results.filter(({ outcome }) => outcome === 'failed')).toEqual([])
    expect(results.filter(({ outcome }) => outcome === 'not_tried').map(({ clause }) => clause)).toEqual([
      'P3',
      'G1',
      'G2',
      'G3',
      'S1',
      'R1',
      'W4',
    ])
    expect(passed + not_tried).toBe(results.length)
  }, 60_000)

  it('says what it could not try, and does not call it passed', async () => {
    const { results, not_tried } = await conform({
      address: box.url,
      token: 'not-the-token',
      listening: allowLocal,
      only: ['L1', 'S1', 'B1'],
    })
    expect(not_tried).toBe(2)
    expect(results.find(({ clause }) => clause === 'B1')?.outcome).toBe('failed')
  })

  it('still tries a server that does not list its capabilities yet', async () => {
    const { base, stop } = await serving((path) => (path.endsWith('/products') ? [200, '[]'] : [404, '{}']))
    const { results, not_tried } = await conform({
      address: base,
      token: TOKEN,
      listening: allowLocal,
      only: ['C1', 'S1'],
    })
    await stop()
    expect(results.find(({ clause }) => clause === 'C1')?.outcome).toBe('failed')
    expect(not_tried).toBe(1)
  })

  describe('pointed at a wrong address', () => {
    const NOT_FOUND = '{"error":"NOT_FOUND","errorMessage":"There is no such thing."}'
    it.for([
      ['a page', 200, '<!doctype html>'],
      ['another path of the very server', 404, NOT_FOUND],
      ['another API', 401, '{"error":{"code":"unauthenticated"}}'],
    ] as const)('%s: says so in one sentence, tries nothing, and ends with 1', async ([, status, body]) => {
      const { base, stop } = await serving(() => [status, body])
      const { code, out, err } = await command(['--address', base, '--token', TOKEN])
      await stop()
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toBe(
        `Nothing at ${base} answers like the contract (GET /capabilities answered ${status}, GET /products answered ${status}): nothing was tried; check the address, which often ends in /api/, and that the server is up.\n`,
      )
    })

    it('where nobody listens: the same, with the reason', async () => {
      const { base, stop } = await serving(() => [200, ''])
      await stop()
      const { code, out, err } = await command(['--address', base, '--token', TOKEN, '--json'])
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(err).toMatch(/^Nothing at .* answers like the contract \(.*ECONNREFUSED.*\)/)
    })

    it('its help tells what a run leaves behind', async () => {
      const { code, out } = await command(['--help'])
      expect(code).toBe(0)
      expect(out.replaceAll('\n', ' ')).toContain('leaves gifts of its own in the box office')
    })
  })
})

async function serving(answer: (path: string) => readonly [status: number, body: string]) {
  const server = createServer((request, response) => {
    const [status, body] = answer(request.url ?? '')
    response.writeHead(status).end(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  allowLocal(base)
  return { base, stop: () => new Promise((stopped) => server.close(stopped).closeAllConnections()) }
}

const PROGRAM = join(import.meta.dirname, '../../../adapters/open/conformance/run.ts')
function command(args: string[]) {
  return new Promise<{ code: number; out: string; err: string }>((ended) => {
    execFile(process.execPath, [PROGRAM, ...args], (error, out, err) =>
      ended({ code: Number(error?.code ?? 0), out, err }),
    )
  })
}
