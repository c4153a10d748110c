import { lower } from './allot.ts'
import type { Line } from './line.ts'
import { DONATION_MARK, findOurs, INVITATION_MARK, mend } from './mend.ts'
import { freeOn, vouchersIn } from './vouchers.ts'
import { disableWebhook } from './webhook.ts'

/**
 * Takes back what we put into pretix: the webhook is switched off, our products are sold no more, and seats that
 * were kept aside and not booked go back to the public. Whatever was sold or booked stays as it is.
 */
export async function disable(line: Line): Promise<void> {
  await disableWebhook(line)
  const { settings, provisioned } = line
  for (const event of new Set([settings.subscription_event, ...Object.keys(provisioned?.steps ?? {})])) {
    await withdrawProduct(line, { event, id: provisioned?.steps[event]?.item, mark: DONATION_MARK })
  }
  for (const event of settings.performance_events) {
    await withdrawProduct(line, { event, id: undefined, mark: INVITATION_MARK })
    for (const voucher of await vouchersIn(line, event)) {
      if (freeOn(voucher) > 0) await lower(line, event, voucher, voucher.redeemed)
    }
  }
}

interface Product {
  event: string
  id: number | undefined
  mark: string
}

async function withdrawProduct({ api }: Line, { event, id, mark }: Product): Promise<void> {
  if (!(await api.exists(`events/${event}/`))) return
  const ours = {
    path: `events/${event}/items/`,
    id,
    isOurs: (made: object) => Reflect.get(made, 'internal_name') === mark,
  }
  const item = await findOurs(api, ours)
  if (item) await mend(api, { ...ours, id: item.id, fields: { active: false } })
}
