import { z } from '@hono/zod-openapi'
import { jsonIn } from '../../contract/index.ts'
import { OctoBooking } from '../wire/booking.ts'
import type { Clause } from '../wire/clauses.ts'
import { OctoError } from '../wire/errors.ts'
import { Availability, INVITATION_UNIT, OctoCapability, Product } from '../wire/octo.ts'
import { SandboxCount } from '../wire/sandbox.ts'
import type { Listener } from './listener.ts'

/** One rule, tried on a server. It fails by throwing what is wrong. */
export interface Check {
  clause: Clause
  /** what is tried, in a few words */
  tries: string
  /** the capabilities without which it can not be tried */
  needs?: readonly string[]
  run: (trial: Trial) => Promise<void>
}

export interface Answer {
  status: number
  headers: Headers
  bytes: Uint8Array
  json: unknown
}

/** What is wrong with the server, in a sentence. */
export class Broken extends Error {}

/** No server of the contract is there at all: no rule of it is worth trying. */
export class NoContract extends Error {
  constructor(address: string, told: string) {
    super(
      `Nothing at ${address} answers like the contract (${told}): nothing was tried; check the address, which often ends in /api/, and that the server is up.`,
    )
  }
}

export function must(condition: boolean, wrong: string): asserts condition {
  if (!condition) throw new Broken(wrong)
}

export interface Stage {
  productId: string
  optionId: string
  availabilityId: string
}

/** The server on trial, and the means to try it. */
export interface Trial {
  address: string
  listener: Listener
  has: (capability: string) => boolean
  /** Any call; `token: null` sends none. */
  call: (method: string, path: string, body?: unknown, token?: string | null) => Promise<Answer>
  /** A call that must succeed with this shape. */
  expect: <T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown) => Promise<T>
  /** A call that must be refused so. */
  refused: (status: number, code: string, method: string, path: string, body?: unknown) => Promise<void>
  /** A performance with at least so many free units: a new one in a sandbox, else one that is on offer. */
  stage: (units: number) => Promise<Stage>
  vacancies: (stage: Stage) => Promise<number>
  /** A booking request for so many units of it, under references of its own. */
  wish: (stage: Stage, units: number) => Wish
  hold: (wish: Wish) => Promise<OctoBooking>
  /** Holds and confirms. What is booked in a trial is cancelled at its end. */
  book: (stage: Stage, units: number) => Promise<OctoBooking>
  tidy: () => Promise<void>
}
export interface Wish extends Stage {
  resellerReference: string
  acsReservationId: string
  unitItems: { unitId: string }[]
  acsAllotmentId?: string
}

const TIMEOUT_MS = 20_000

export async function makeTrial(address: string, token: string, listener: Listener): Promise<Trial> {
  const base = address.endsWith('/') ? address : `${address}/`
  const held = new Set<string>()
  let capabilities: string[] = []

  const trial: Trial = {
    address: base,
    listener,
    has: (capability) => capabilities.includes(capability),

    async call(method, path, body, given = token) {
      const response = await fetch(new URL(path.replace(/^\//, ''), base), {
        method,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          accept: 'application/json',
          ...(given === null ? {} : { authorization: `Bearer ${given}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const bytes = new Uint8Array(await response.arrayBuffer())
      return {
        status: response.status,
        headers: response.headers,
        bytes,
        json: jsonIn(new TextDecoder().decode(bytes)),
      }
    },

    async expect(schema, method, path, body) {
      const { status, json } = await trial.call(method, path, body)
      const what = `${method} /${path.replace(/^\//, '')}`
      must(
        status >= 200 && status < 300,
        `${what} answered ${status}: ${JSON.stringify(json)?.slice(0, 200)}`,
      )
      const answer = schema.safeParse(json)
      if (answer.success) return answer.data
      const [issue] = answer.error.issues
      throw new Broken(`${what}: ${issue?.path.join('.') || 'the body'} ${issue?.message}`)
    },

    async refused(status, code, method, path, body) {
      const answer = await trial.call(method, path, body)
      const what = `${method} /${path.replace(/^\//, '')}`
      must(answer.status === status, `${what} answered ${answer.status} instead of ${status} ${code}`)
      const error = OctoError.safeParse(answer.json)
      must(error.success, `${what} answered ${status} without {error, errorMessage}`)
      must(error.data.error === code, `${what} answered ${error.data.error} instead of ${code}`)
    },

    async stage(units) {
      if (trial.has('acs/sandbox')) {
        const { productId, optionId, availabilityId } = await trial.expect(
          SandboxCount,
          'POST',
          'acs/sandbox/performances',
          { units },
        )
        return { productId, optionId, availabilityId }
      }
      const open: (Stage & { vacancies: number })[] = []
      for (const product of await trial.expect(z.array(Product), 'GET', 'products')) {
        for (const { id: optionId } of product.options) {
          const ids = { productId: product.id, optionId }
          for (const one of await trial.expect(z.array(Availability), 'POST', 'availability', ids)) {
            const vacancies = one.available ? (one.vacancies ?? 0) : 0
            if (vacancies >= units) open.push({ ...ids, availabilityId: one.id, vacancies })
          }
        }
      }
      // The smallest: nobody misses its seats for long, and it can be sold out.
      const smallest = open.toSorted((left, right) => left.vacancies - right.vacancies)[0]
      if (smallest) {
        const { productId, optionId, availabilityId } = smallest
        return { productId, optionId, availabilityId }
      }
      throw new Broken(`no performance on offer has ${units} units left: put one on offer and run again`)
    },

    async vacancies({ availabilityId, ...ids }) {
      const request = { ...ids, availabilityIds: [availabilityId] }
      const [one] = await trial.expect(z.array(Availability), 'POST', 'availability', request)
      must(one?.id === availabilityId, `performance ${availabilityId} is not listed`)
      must(one.vacancies !== null, `performance ${availabilityId} does not say its vacancies`)
      return one.vacancies
    },

    wish: (stage, units) => ({
      ...stage,
      resellerReference: `trial-${crypto.randomUUID()}`,
      acsReservationId: crypto.randomUUID(),
      unitItems: Array.from({ length: units }, () => ({ unitId: INVITATION_UNIT })),
    }),

    async hold(wish) {
      const booking = await trial.expect(OctoBooking, 'POST', 'bookings', wish)
      held.add(booking.uuid)
      return booking
    },

    async book(stage, units) {
      const { uuid } = await trial.hold(trial.wish(stage, units))
      return trial.expect(OctoBooking, 'POST', `bookings/${uuid}/confirm`, {})
    },

    async tidy() {
      for (const uuid of held) await trial.call('POST', `bookings/${uuid}/cancel`, {}).catch(() => null)
      for (const path of ['acs/step', 'acs/webhook']) await trial.call('DELETE', path).catch(() => null)
    },
  }

  capabilities = await capabilitiesOf(trial)
  return trial
}

/**
 * What the server lists. One that lists nothing yet may show itself by its products, or by refusing the token.
 * @throws NoContract when nothing there answers so
 */
async function capabilitiesOf({ address, call }: Trial): Promise<string[]> {
  const asked = async (path: string) => {
    const { status, json } = await call('GET', path).catch((error: Error) => {
      throw new NoContract(address, error.cause instanceof Error ? error.cause.message : error.message)
    })
    const refused = (status === 401 || status === 403) && OctoError.safeParse(json).success
    return { json, refused, told: `GET /${path} answered ${status}` }
  }
  const first = await asked('capabilities')
  const listed = z.array(OctoCapability).safeParse(first.json)
  if (listed.success) return listed.data.map(({ id }) => id)
  if (first.refused) return []
  const second = await asked('products')
  if (second.refused || z.array(Product).safeParse(second.json).success) return []
  throw new NoContract(address, `${first.told}, ${second.told}`)
}
