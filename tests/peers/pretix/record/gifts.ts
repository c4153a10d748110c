import type { Books } from '../../../../adapters/contract/index.ts'
import { cancelOrder, changeGiftLine, donationItem, refund, sell, splitGiftLine } from '../counter.ts'
import type { Stage } from './enabling.ts'

export async function recordGifts({ season, recorder }: Stage): Promise<void> {
  const { api, subscription } = season
  const { event } = subscription
  const gift = await donationItem(api, event)
  const buy = async (cents: number, status: 'p' | 'n' = 'p') => {
    const lines = [
      { item: subscription.item, cents: subscription.price_cents },
      { item: gift, cents },
    ]
    return (await sell(api, event, lines, { status })).code
  }
  const record = async (scene: Parameters<typeof recorder.record>[0], order: string) =>
    recorder.record(scene, { order })

  const kept = await buy(1_250)
  await record('gift', kept)
  await record('gift_zero', await buy(0))
  const unpaid = await buy(900, 'n')
  await record('gift_unpaid', unpaid)
  const expired = await buy(800, 'n')
  await api.post(`events/${event}/orders/${expired}/mark_expired/`)
  await record('gift_expired', expired)
  const partly = await buy(950, 'n')
  await api.post(`events/${event}/orders/${partly}/payments/`, {
    state: 'confirmed',
    amount: '60.00',
    provider: 'manual',
    send_email: false,
  })
  await record('gift_partly_paid', partly)
  const tryout = await api.post<{ code: string }>(`events/${event}/orders/`, {
    status: 'p',
    testmode: true,
    payment_provider: 'manual',
    send_email: false,
    positions: [{ item: gift, price: '5.00' }],
  })
  await record('gift_in_test_mode', tryout.code)

  const changed = await buy(2_000)
  await changeGiftLine(api, changed, 700)
  await record('gift_line_changed', changed)
  const line = await buy(1_500)
  await changeGiftLine(api, line, null)
  await record('gift_line_cancelled', line)
  const cancelled = await buy(3_000)
  await cancelOrder(api, cancelled)
  await refund(api, cancelled, 9_000)
  await record('gift_order_cancelled', cancelled)
  const refunded = await buy(1_000)
  await refund(api, refunded, 500)
  await record('gift_refund_names_no_line', refunded)
  const waiting = await buy(1_100)
  await refund(api, waiting, 6_500, { mark_pending: true })
  await record('gift_refund_waits_for_payment', waiting)
  const all = await buy(1_700)
  await refund(api, all, 7_700)
  await record('gift_refund_of_all', all)
  const split = await buy(1_600)
  const moved = await splitGiftLine(api, split)
  await recorder.record('gift_split_off', { order: split, moved })
  await record('order_unknown', 'ZZZZ9')

  const books = (await recorder.record('reconcile', {
    kept,
    unpaid,
    changed,
    cancelled,
    split,
    moved,
    waiting,
  })) as Books
  await changeGiftLine(api, kept, 400)
  await api.post(`events/${event}/orders/${unpaid}/mark_paid/`, { send_email: false })
  await recorder.record('reconcile_later', { cursor: books.cursor, kept, unpaid })
}
