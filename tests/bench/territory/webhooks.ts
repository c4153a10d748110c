import { createHmac } from 'node:crypto'
import { openSecrets } from '../../../src/platform/secrets.ts'
import { idOf } from './settle.ts'

/** What every webhook of the bench is as long as, in bytes: about what Stripe sends for a payment. */
export const BODY_BYTES = 1_900
export const CENTS = 1_200
/** of the bench's own Worker: it protects nothing */
export const MASTER_KEYS = `v1:${Buffer.alloc(32, 'bench').toString('base64')}`

/** A webhook of the open contract that tells of one gift. */
export interface Hook {
  path: string
  headers: Record<string, string>
  body: string
}

/** The body of the webhook that tells of a gift in a new order. @param at an instant in ISO 8601 */
export function giftBody(order: string, at: string): string {
  const gift = {
    orderId: order,
    lineId: 'G',
    cents: CENTS,
    currency: 'EUR',
    version: 1,
    utcGivenAt: at,
    consent: { chosen: 'amount', shown: '' },
  }
  const bare = JSON.stringify({
    type: 'gift.updated',
    timestamp: at,
    data: { id: order, booking: null, gifts: [gift] },
  })
  const shown = TEXT.slice(0, BODY_BYTES - Buffer.byteLength(bare))
  return bare.replace('"shown":""', `"shown":"${shown}"`)
}
const TEXT =
  'Un fauteuil a partager : ce que vous ajoutez ouvre des places a des invites du theatre. '.repeat(30)

/**
 * Signed webhooks, each of an order of its own, told by one connection after another.
 * @param run tells this source's orders from those of others
 */
export async function signedHooks(run: string, connections: number): Promise<() => Hook> {
  const secrets = openSecrets(MASTER_KEYS)
  const senders = await Promise.all(
    Array.from({ length: connections }, async (_, n) => {
      const connection_id = idOf('connection', n + 1)
      const { token, signing } = await secrets.hook(`open:${connection_id}`, 1)
      const path = `/hooks/open/${connection_id}/1/${token}`
      return { path, key: Buffer.from(signing.replace('whsec_', ''), 'base64') }
    }),
  )
  let n = 0
  return () => {
    n += 1
    const { path, key } = senders[n % senders.length]!
    const now = new Date()
    const id = `evt_${run}_${n}`
    const timestamp = String(Math.floor(now.getTime() / 1_000))
    const body = giftBody(`${run}-${n}`, now.toISOString())
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    }
    return { path, headers, body }
  }
}
