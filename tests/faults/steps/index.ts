import * as fc from 'fast-check'
import type { Kind, Step } from '../play.ts'
import { cardKinds, payByCard, STORIES } from './cards.ts'
import { deployingKinds } from './deploying.ts'
import { donationKinds, GIVEN } from './donation.ts'
import { EDGE_STORIES, edgeKinds } from './edge.ts'
import { giftKinds, plenties } from './gifts.ts'
import { MEETS } from './meets.ts'
import { book, relayKinds, rush } from './relays.ts'
import { sideKinds } from './sides.ts'
import { strangerKinds } from './strangers.ts'
import { tenantKinds } from './tenants.ts'
import { timeKinds } from './time.ts'
import { venueKinds } from './venue.ts'
import { faultAt, weatherKinds } from './weather.ts'

type AnyKind = Pick<Kind<object>, 'name' | 'any'>

/** How likely a step is of each group; within a group, a kind is as likely as it is often listed. */
const GROUPS: readonly { weight: number; kinds: readonly AnyKind[] }[] = [
  { weight: 4, kinds: giftKinds },
  { weight: 2, kinds: cardKinds },
  { weight: 1, kinds: donationKinds },
  { weight: 1, kinds: edgeKinds },
  { weight: 7, kinds: relayKinds },
  { weight: 4, kinds: venueKinds },
  { weight: 3, kinds: sideKinds },
  { weight: 3, kinds: timeKinds },
  { weight: 3, kinds: weatherKinds },
  { weight: 1, kinds: strangerKinds },
  { weight: 1, kinds: tenantKinds },
  { weight: 1, kinds: deployingKinds },
]
const LONGEST = 12

/** Alone, or with a fault or two where it leads through: they are steps of their own, before it. */
function withFaults({ name, any }: AnyKind): fc.Arbitrary<Step[]> {
  const meets = MEETS[name]
  if (!meets) return any.map((step) => [step])
  const faults = fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 4, arbitrary: fc.array(faultAt(meets), { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(faultAt(meets), { minLength: 2, maxLength: 3 }) },
  )
  return fc.tuple(faults, any).map(([before, step]) => [...before, step])
}
const oneOf = (kinds: readonly AnyKind[]) => fc.oneof(...kinds.map(withFaults))
/** One of these stories, its steps one after the other. */
const oneStory = (stories: readonly (readonly AnyKind[])[]) =>
  fc
    .constantFrom(...stories)
    .chain((kinds) => fc.tuple(...kinds.map(withFaults)))
    .map((drawn) => drawn.flat())
const anyStep = fc.oneof(...GROUPS.map(({ weight, kinds }) => ({ weight, arbitrary: oneOf(kinds) })))

/** A payment begins in a venue's own shop as often as in our step. */
const BEGINNINGS = [...GIVEN.map(() => [payByCard]), ...GIVEN]
/** Every other schedule: gifts by card or debit, in a venue's own shop or in our step, and at once what may become of them. */
const cards = fc.oneof(
  fc.constant([]),
  fc.tuple(oneStory(BEGINNINGS), oneStory(STORIES)).map((drawn) => drawn.flat()),
)
/** Every other schedule: somebody subscribes where the edge shows the step. */
const edges = fc.oneof(fc.constant([]), oneStory(EDGE_STORIES))

/** Something to share out first: without a gift there is no seat, and most steps have nothing to be about. */
export const anySchedule: fc.Arbitrary<Step[]> = fc
  .tuple(
    ...[...plenties, book, rush].map(withFaults),
    cards,
    edges,
    fc.array(anyStep, { minLength: 3, maxLength: LONGEST, size: 'max' }),
  )
  .map((drawn) => drawn.flat(2))

const KINDS: readonly AnyKind[] = [...plenties, ...GROUPS.flatMap(({ kinds }) => kinds)]
export const KIND_NAMES: readonly string[] = [...new Set(KINDS.map(({ name }) => name))]

/** A step as it was printed. */
export type Written = readonly [name: string, values: object]

/** Steps that were written down, to be played again. */
export function readSteps(written: readonly Written[]): Step[] {
  return written.map(([name, values]) => {
    const kind = KINDS.find((one) => one.name === name) as Kind<object> | undefined
    if (!kind) throw new Error(`There is no step called ${JSON.stringify(name)}`)
    return kind.of(values)
  })
}
export const writeSteps = (steps: readonly Step[]): Written[] =>
  steps.map(({ name, values }) => [name, values])
