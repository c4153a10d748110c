import { z } from 'zod'
import { jsonIn, type Reading } from '../contract/index.ts'

/** The events we ask pretix for. It sends one webhook for each, with names and numbers only. */
export const ACTIONS = [
  'pretix.event.order.paid',
  'pretix.event.order.canceled',
  'pretix.event.order.reactivated',
  'pretix.event.order.expired',
  'pretix.event.order.changed.*',
  'pretix.event.order.refund.created',
  'pretix.event.order.refund.done',
  'pretix.event.checkin',
  'pretix.event.checkin.reverted',
  'pretix.event.changed',
  'pretix.event.deleted',
  'pretix.subevent.added',
  'pretix.subevent.changed',
  'pretix.subevent.deleted',
  'pretix.event.item.*',
] as const

const OF_ORDERS = ['pretix.event.order.', 'pretix.event.checkin']
const OF_PERFORMANCES = ['pretix.event.', 'pretix.subevent.']
/** Events of other things that happen in an event and mean nothing to us. */
const OF_NOTHING = [
  'pretix.event.orders.',
  'pretix.event.quota.',
  'pretix.event.live.',
  'pretix.event.testmode.',
]

const Thin = z.object({ notification_id: z.int().positive(), action: z.string().max(200) })
const OfOrder = z.object({ code: z.string().regex(/^[A-Z0-9]{1,16}$/) })

export { verify } from './verify.ts'

export function read(body: string): Reading {
  const parsed = jsonIn(body)
  const thin = Thin.safeParse(parsed)
  if (!thin.success) return { unreadable: 'the body is no pretix webhook (notification_id, action)' }
  const { action } = thin.data
  const isOf = (prefixes: readonly string[]) => prefixes.some((prefix) => action.startsWith(prefix))
  if (isOf(OF_ORDERS)) {
    const order = OfOrder.safeParse(parsed)
    if (!order.success) return { unreadable: `${action} names no order` }
    return { looks: [{ kind: 'order', order: order.data.code }] }
  }
  if (isOf(OF_PERFORMANCES) && !isOf(OF_NOTHING)) return { looks: [{ kind: 'performances' }] }
  return { ignored: `${action} means nothing to us` }
}
