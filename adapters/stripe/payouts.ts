import { z } from 'zod'
import type { Payout } from '../contract/index.ts'
import { instantOf } from './api.ts'
import type { Line } from './line.ts'

const Sent = z.object({
  id: z.string(),
  amount: z.int(),
  currency: z.string(),
  status: z.string(),
  created: z.int(),
  arrival_date: z.int(),
})
const Named = z.object({ id: z.string() })

const STATES: Record<string, Payout['state']> = { paid: 'paid', failed: 'failed', canceled: 'failed' }
const DAY_S = 86_400
/** How long after it was made a payout may still become something else: banks send money back after days. */
const SETTLING_S = 15 * DAY_S

/** What was sent to the bank in euros since then, and what became of what was sent before. */
export async function payoutsSince({ api }: Line, since: number): Promise<Payout[]> {
  const sent = await api.all(Sent, async (stripe, page) =>
    stripe.payouts.list({ created: { gte: since - SETTLING_S }, ...page }),
  )
  const payouts: Payout[] = []
  for (const { id, amount, currency, status, created, arrival_date } of sent) {
    if (currency !== 'eur') continue
    const brought =
      created < since
        ? null
        : await api.all(Named, async (stripe, page) =>
            stripe.balanceTransactions.list({ payout: id, ...page }),
          )
    payouts.push({
      reference: id,
      cents: amount,
      state: STATES[status] ?? 'on_its_way',
      made_at: instantOf(created),
      arrives_at: instantOf(arrival_date),
      movements: brought && brought.map((movement) => movement.id),
    })
  }
  return payouts
}
