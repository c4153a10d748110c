import { partnerHttp, type Partner } from '../../adapters/contract/index.ts'
import { open } from '../../adapters/open/index.ts'
import type { House } from './houses.ts'

/** A line of our own to a box office, to read its books. */
export function boxOfficePartner({ office, token }: Pick<House, 'office' | 'token'>): Partner {
  const limits = {
    fetch,
    guard: () => undefined,
    sleep: (duration_ms: number) => new Promise<void>((resolve) => setTimeout(resolve, duration_ms)),
    now_ms: () => Date.now(),
    pace_ms: 0,
    timeout_ms: 60_000,
    max_bytes: 64_000_000,
  }
  return open.open(
    { settings: { address: office.url }, credentials: { token }, provision: null },
    { http: (tools) => partnerHttp(tools, limits), now: () => new Date().toISOString() },
  )
}
