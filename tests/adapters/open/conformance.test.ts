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
})
