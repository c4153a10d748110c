import * as fc from 'fast-check'
import { DATABASE_ACTS, HOOK_ACTS, PARTNER_ACTS, type Act, type Side } from '../around/points.ts'
import { either, nth, some, kind, type Step } from '../play.ts'
import { hundred } from './hundred.ts'
import { REFUSABLE } from '../worker/state.ts'

const ACTS: Record<Side, readonly Act[]> = {
  database: DATABASE_ACTS,
  partner: PARTNER_ACTS,
  hooks: HOOK_ACTS,
}
const MOST_TIMES = { database: 4, partner: 12, hooks: 5 }

/** Something goes wrong at the nth call of this name from now on, and at those after it, so many times in all. */
const fault = (side: Side) =>
  kind(
    `a fault at the ${side}`,
    {
      point: fc.constant<string>('*'),
      act: fc.constantFrom(...ACTS[side]),
      nth: nthOf,
      times: timesOf(side),
    },
    async (play, drawn) =>
      play.scene.points.arm({ side, ...drawn, times: isKill(drawn.act) ? 1 : drawn.times }),
  )
const isKill = (act: Act): boolean => act.startsWith('kill')
const nthOf = fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 3 }))
const timesOf = (side: Side) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: MOST_TIMES[side] }))

export const faults = { database: fault('database'), partner: fault('partner'), hooks: fault('hooks') }

/** A fault at one of these points, each written as `side point`. */
export function faultAt(points: readonly string[]): fc.Arbitrary<Step> {
  return fc.constantFrom(...points).chain((at) => {
    const side = at.split(' ')[0] as Side
    const point = at.slice(side.length + 1)
    const drawn = { act: fc.constantFrom(...ACTS[side]), nth: nthOf, times: timesOf(side) }
    return fc.record(drawn).map((values) => faults[side].of({ point, ...values }))
  })
}

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

/** The payment provider's clock: ahead, and it never goes back; what it has written down keeps its order. */
export const skewOfPayments = kind(
  'the clock of payments runs ahead',
  { skew_s: fc.constantFrom(3, 60, 280) },
  async ({ territory, scene }, { skew_s }) => {
    const { office } = territory.cards!
    if (office.skew_ms >= skew_s * 1_000) return false
    office.skew_ms = skew_s * 1_000
    scene.tally.count('faults at the partner', 'the clock of payments is ahead')
    return true
  },
)

/** Of several machines that serve, none has quite the same time; each is put right again at some moment. */
export const skewOfWorker = kind(
  'the clock of a Worker is off',
  { worker: either, skew_s: fc.constantFrom(-30, -2, 0, 2, 30) },
  async ({ scene }, { worker, skew_s }) => {
    scene.workers.skews_ms[worker] = skew_s * 1_000
    await scene.workers.look()
    if (skew_s !== 0) scene.tally.count('faults in the Worker', 'its clock is off')
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
  ...Object.values(faults),
  crash,
  crash,
  refuse,
  refuse,
  again,
  skew,
  skewOfWorker,
  skewOfPayments,
  poison,
  hundred,
]
