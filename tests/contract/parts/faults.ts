import { describe, expect, it } from 'vitest'
import {
  PartnerBrokeContract,
  PartnerRejects,
  PersonMustAct,
  RetryLater,
} from '../../../adapters/contract/index.ts'
import type { Fetch, Line } from '../harness.ts'
import { answering } from '../network.ts'

const plain = (status: number, body = 'no', headers: Record<string, string> = {}) =>
  answering(() => new Response(body, { status, headers }))
const silent = (): Fetch => async () => {
  throw new TypeError('the connection was lost')
}

/** One read, whichever the adapter has. */
async function readOnce(line: Line, wrap: (fetch: Fetch) => Fetch): Promise<unknown> {
  const partner = line.through(wrap)
  const { gifts, reserve } = line.harness.adapter.capabilities
  return (gifts ?? reserve) ? partner.order('ANY00') : partner.performances()
}

export function faults(line: Line): void {
  describe('a partner in trouble', () => {
    it('that does not answer, or answers 500, is asked later', async () => {
      await expect(readOnce(line, silent)).rejects.toBeInstanceOf(RetryLater)
      await expect(readOnce(line, plain(500))).rejects.toBeInstanceOf(RetryLater)
    })

    it('that asks for patience says how long', async () => {
      const fault = await readOnce(line, plain(429, '', { 'retry-after': '7' })).catch(
        (error: unknown) => error,
      )
      expect(fault).toBeInstanceOf(RetryLater)
      expect(fault).toMatchObject({ after_ms: 7_000 })
    })

    it('that withdrew our access needs a person, who is told what to do', async () => {
      for (const status of [401, 403]) {
        const fault = await readOnce(line, plain(status)).catch((error: unknown) => error)
        expect(fault).toBeInstanceOf(PersonMustAct)
        expect((fault as PersonMustAct).todo).not.toBe('')
      }
    })

    it('that answers nonsense or sends us elsewhere broke its contract', async () => {
      const json = { 'content-type': 'application/json' }
      await expect(readOnce(line, plain(200, '{"surprise":1}', json))).rejects.toBeInstanceOf(
        PartnerBrokeContract,
      )
      await expect(readOnce(line, plain(200, '<html>'))).rejects.toBeInstanceOf(PartnerBrokeContract)
      const elsewhere = { location: 'http://198.51.100.1/' }
      await expect(readOnce(line, plain(302, '', elsewhere))).rejects.toBeInstanceOf(PartnerBrokeContract)
    })

    it('that refuses is not asked again', async () => {
      await expect(readOnce(line, plain(422))).rejects.toBeInstanceOf(PartnerRejects)
    })
  })
}
