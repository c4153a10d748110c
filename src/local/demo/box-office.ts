import { open } from '../../../adapters/open/index.ts'
import { partnerHttp } from '../../../adapters/contract/index.ts'
import type { Venue } from './venue.ts'

/** The demonstration box office, through the sandbox part of the open contract. */
export function boxOfficeVenue(address: string, token: string): Venue {
  const limits = {
    fetch,
    guard: () => undefined,
    sleep: (duration_ms: number) => new Promise<void>((resolve) => setTimeout(resolve, duration_ms)),
    now_ms: () => Date.now(),
    pace_ms: 0,
    timeout_ms: 10_000,
    max_bytes: 1_000_000,
  }
  const partner = open.open(
    { settings: { address }, credentials: { token }, provision: null },
    { http: (tools) => partnerHttp(tools, limits), now: () => new Date().toISOString() },
  )
  async function act(method: string, path: string, body: object): Promise<Record<string, unknown>> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${address}${path}`, { method, headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json() as Promise<Record<string, unknown>>
  }

  return {
    name: 'the demonstration box office',
    async subscribe(cents) {
      await act('POST', '/acs/sandbox/purchases', { cents })
    },
    async announce() {
      const made = await act('POST', '/acs/sandbox/performances', { units: 40 })
      return [made['productId'], made['optionId'], made['availabilityId']].join(':')
    },
    async scan(reservation_id, tickets) {
      const books = await partner.reconcile?.(null)
      const booking = books?.bookings.find((one) => one.reservation_id === reservation_id)
      const valid = booking?.seats.filter(({ status }) => status === 'valid') ?? []
      for (const { position } of valid.slice(0, tickets))
        await act('POST', '/acs/sandbox/scans', { unitItemUuid: position })
    },
    async raiseCurtain(reference) {
      const availabilityId = reference.split(':').at(-1)
      const now = new Date(Date.now() + 2_000).toISOString().replace('Z', '+00:00')
      await act('PATCH', `/acs/sandbox/performances/${availabilityId}`, { localDateTimeStart: now })
    },
  }
}
