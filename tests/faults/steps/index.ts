import * as fc from 'fast-check'
import type { Kind, Step } from '../play.ts'
import { deployingKinds } from './deploying.ts'
import { giftKinds, plenties } from './gifts.ts'
import { relayKinds } from './relays.ts'
import { sideKinds } from './sides.ts'
import { strangerKinds } from './strangers.ts'
import { tenantKinds } from './tenants.ts'
import { timeKinds } from './time.ts'
import { venueKinds } from './venue.ts'
import { weatherKinds } from './weather.ts'

type AnyKind = Pick<Kind<object>, 'name' | 'any'>

/** How likely a step is of each group; within a group, a kind is as likely as it is often listed. */
const GROUPS: readonly { weight: number; kinds: readonly AnyKind[] }[] = [
  { weight: 4, kinds: giftKinds },
  { weight: 7, kinds: relayKinds },
  { weight: 4, kinds: venueKinds },
  { weight: 3, kinds: sideKinds },
  { weight: 3, kinds: timeKinds },
  { weight: 6, kinds: weatherKinds },
  { weight: 1, kinds: strangerKinds },
  { weight: 1, kinds: tenantKinds },
  { weight: 1, kinds: deployingKinds },
]
const LONGEST = 16

const oneOf = (kinds: readonly AnyKind[]) => fc.oneof(...kinds.map((kind) => kind.any))
const anyStep = fc.oneof(...GROUPS.map(({ weight, kinds }) => ({ weight, arbitrary: oneOf(kinds) })))

/** Something to share out first: without a gift there is no seat, and most steps have nothing to be about. */
export const anySchedule: fc.Arbitrary<Step[]> = fc
  .tuple(
    plenties[0].any,
    plenties[1].any,
    fc.array(anyStep, { minLength: 4, maxLength: LONGEST, size: 'max' }),
  )
  .map(([first, second, rest]) => [first, second, ...rest])

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
