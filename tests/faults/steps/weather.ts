import * as fc from 'fast-check'
import { DATABASE_ACTS, HOOK_ACTS, PARTNER_ACTS, type Act, type Side } from '../around/points.ts'
import { either, nth, some, kind } from '../play.ts'
import { REFUSABLE } from '../worker/state.ts'

/** Calls that carry something; `*` is whichever comes. */
const DATABASE_POINTS =
  namesIn(`store_hook, post_gifts, convert, settle_hooks, begin_attempt, end_attempt, issue, release,
  settle_return, returning_seats, record_scans, claim_halted, ask_waiting, end_turns, keep_books, sync_performances,
  close_evening, raise_trouble, resolve_trouble, mail_sent, roll_up, once reserve, once give_back, once change_allotment,
  once answer_waiting, once propose_invitation, once approve, once propose_version, once record_connection,
  once rotate_hook, read inbox, read connection, *`)
const PARTNER_POINTS =
  namesIn(`hold, confirm, cancel, find, booking, ticket, order, scans, transactions, bookings,
  allot, register, products, availability, *`)
const HOOK_POINTS = namesIn('gift.updated, seat.scanned, booking.updated, performance.updated, *')

function namesIn(list: string): string[] {
  return list.split(',').map((name) => name.trim())
}

const fault = (side: Side, points: readonly string[], acts: readonly Act[], most: number) =>
  kind(
    `a fault at the ${side}`,
    {
      point: fc.constantFrom(...points),
      act: fc.constantFrom(...acts),
      nth: fc.oneof({ weight: 2, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 3 })),
      times: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: most })),
    },
    async (play, drawn) =>
      play.scene.points.arm({ side, ...drawn, times: isKill(drawn.act) ? 1 : drawn.times }),
  )
const isKill = (act: Act): boolean => act.startsWith('kill')

export const database = fault('database', DATABASE_POINTS, DATABASE_ACTS, 4)
export const partner = fault('partner', PARTNER_POINTS, PARTNER_ACTS, 12)
export const hooks = fault('hooks', HOOK_POINTS, HOOK_ACTS, 5)

export const crash = kind(
  'a crash',
  { of: fc.constantFrom('the Worker', 'the database'), for_steps: fc.nat({ max: 2 }) },
  async (play, { of, for_steps }) => {
    if (of === 'the Worker') play.scene.killWorker(for_steps)
    else play.scene.killDatabase(for_steps)
  },
)

export const refuse = kind(
  'the platform refuses',
  { what: fc.constantFrom(...REFUSABLE), times: fc.integer({ min: 1, max: 4 }) },
  async ({ scene }, { what, times }) => {
    if (!scene.workers.allUp()) return false
    await scene.workers.tell({ refusing: { [what]: times } })
    scene.tally.count('faults in the Worker', `${what} refused`)
    return true
  },
)

export const again = kind(
  'the queue delivers again',
  { times: fc.integer({ min: 1, max: 7 }) },
  async ({ scene }, { times }) => {
    scene.deliver_again += times
  },
)

export const skew = kind(
  'clocks drift apart',
  { theatre: either, skew_s: fc.constantFrom(-900, -280, -60, 45, 290, 900) },
  async ({ territory, scene }, { theatre, skew_s }) => {
    territory.theatres[theatre]!.venue.skew_ms = skew_s * 1_000
    scene.tally.count('faults at the partner', `its clock is off by ${skew_s} s`)
  },
)

export const poison = kind('a gift becomes poison', { which: some }, async ({ scene, known }, { which }) => {
  const order = nth([...known.gifts.keys()], which)
  if (!order) return false
  scene.poison.add(order)
  scene.tally.count('faults at the database', 'a poison gift is refused, whatever comes with it')
  return true
})

export const weatherKinds = [
  database,
  database,
  database,
  partner,
  partner,
  hooks,
  hooks,
  crash,
  refuse,
  again,
  skew,
  poison,
]
