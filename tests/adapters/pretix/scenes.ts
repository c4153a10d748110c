import type { Json, Partner } from '../../../adapters/contract/index.ts'
import { STEP } from '../../peers/pretix/partner.ts'

export type Given = Record<string, Json>
type Scene = (partner: Required<Partner>, given: Given) => Promise<unknown>

const text = (value: Json | undefined): string => {
  if (typeof value !== 'string') throw new Error(`a text was to be given, not ${JSON.stringify(value)}`)
  return value
}
const texts = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(text) : [])

const theOrder: Scene = async (partner, { order }) => partner.order(text(order))
const enabling: Scene = async (partner, { hook }) =>
  partner.enable({ hook: { url: text(hook), signing_secret: '' }, step: STEP })
const reserving: Scene = async (partner, { performance, reference, seats = 2, allotment = null }) =>
  partner.reserve({
    reference: text(reference),
    reservation_id: `reservation of ${text(reference)}`,
    performance: text(performance),
    allotment,
    seats: Number(seats),
    access_needs: [],
  })
const allotting: Scene = async (partner, { performance, wishes }) => {
  const answers: unknown[] = []
  for (const seats of Array.isArray(wishes) ? wishes : []) {
    answers.push(
      await partner.allot({ performance: text(performance), seats: Number(seats), allotment: null }),
    )
  }
  return answers
}
const cancelling: Scene = async (partner, { order, positions }) =>
  partner.cancel({ order: text(order), positions: positions === null ? null : texts(positions) })

/**
 * What is asked of the adapter, by name. The recording program asks it of a real pretix and keeps what went over
 * the wire; the tests ask it again of what was kept.
 */
export const SCENES = {
  enable_first: enabling,
  enable_again: enabling,
  enable_mends: enabling,
  enable_after_disable: enabling,
  enable_invitation_product: enabling,
  enable_without_tickets: enabling,
  disable: async (partner) => partner.disable(),
  enable_while_cancelled: enabling,
  performances: async (partner) => partner.performances(),
  performances_cancelled: async (partner) => partner.performances(),
  gift: theOrder,
  gift_zero: theOrder,
  gift_unpaid: theOrder,
  gift_expired: theOrder,
  gift_partly_paid: theOrder,
  gift_in_test_mode: theOrder,
  gift_line_changed: theOrder,
  gift_line_cancelled: theOrder,
  gift_order_cancelled: theOrder,
  gift_refund_names_no_line: theOrder,
  gift_refund_waits_for_payment: theOrder,
  gift_refund_of_all: theOrder,
  gift_split_off: theOrder,
  order_unknown: theOrder,
  allot: allotting,
  allot_not_enough: allotting,
  allot_below_booked: allotting,
  allot_after_cancelled: allotting,
  reserve: reserving,
  reserve_from_allotment: reserving,
  reserve_numbered_seats: reserving,
  reserve_sold_out: reserving,
  reserve_allotment_used_up: reserving,
  reserve_code_in_use: reserving,
  reserve_again: reserving,
  reserve_by_another: async (partner, given) =>
    partner.reserve({
      reference: text(given['reference']),
      reservation_id: 'another reservation',
      performance: text(given['performance']),
      allotment: null,
      seats: 1,
      access_needs: [],
    }),
  reserve_date_unknown: reserving,
  find_lost_answer: async (partner, { reference }) =>
    partner.findBooking(text(reference), `reservation of ${text(reference)}`),
  find_nothing: async (partner, { reference }) =>
    partner.findBooking(text(reference), `reservation of ${text(reference)}`),
  tickets: async (partner, { order }) => [
    await partner.tickets(text(order)),
    await partner.tickets(text(order)),
  ],
  tickets_of_cancelled: async (partner, { order }) => partner.tickets(text(order)),
  cancel_seat: cancelling,
  cancel_whole: cancelling,
  cancel_twice: cancelling,
  cancel_scanned: cancelling,
  cancel_foreign: cancelling,
  second_scan: theOrder,
  attendance: async (partner, { performance }) => partner.attendance(text(performance), null),
  attendance_later: async (partner, { performance, cursor = null }) =>
    partner.attendance(text(performance), cursor),
  reconcile: async (partner) => partner.reconcile(null),
  reconcile_later: async (partner, { cursor = null }) => partner.reconcile(cursor),
} satisfies Record<string, Scene>
export type SceneName = keyof typeof SCENES

/** One call and its answer. */
export interface Exchange {
  method: string
  /** with its query */
  path: string
  /** what was sent */
  sent?: Json
  status: number
  headers: Record<string, string>
  /** JSON, or the beginning of a file in base64 */
  answer?: Json
  file?: string
}
/** `recorded/<scene>.json` */
export interface Recorded {
  scene: SceneName
  recorded_from: string
  settings: Record<string, Json>
  provision: Json
  given: Given
  exchanges: Exchange[]
}
