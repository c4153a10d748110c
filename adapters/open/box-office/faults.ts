import type { MiddlewareHandler } from 'hono'
import { z } from 'zod'
import { type Breakage, BREAKAGES, breakAnswer, breakRequest } from './breakages.ts'

/** What a test wants to go wrong. Everything is off at first, and counts down to off again. */
export const FaultPlan = z
  .strictObject({
    /** the next so many writes are carried out, but their answer is cut off */
    lose_answers: z.int().min(0).default(0),
    /** the next so many calls are answered like this, without being carried out */
    answer: z
      .strictObject({
        status: z.int().min(200).max(599),
        times: z.int().min(1),
        body: z.string().default('no'),
        retry_after_s: z.int().optional(),
      })
      .nullable()
      .default(null),
    /** every call waits so long */
    slow_ms: z.int().min(0).max(60_000).default(0),
    /** the next so many bookings read are answered as if their tickets were not made yet */
    tickets_not_ready: z.int().min(0).default(0),
    /** rules of the contract that are broken until they are mended */
    broken: z.array(z.enum(BREAKAGES)).default([]),
  })
  .default({ lose_answers: 0, answer: null, slow_ms: 0, tickets_not_ready: 0, broken: [] })
type Plan = z.infer<typeof FaultPlan>

export interface Faults {
  plan: Plan
  broken: (breakage: Breakage) => boolean
  /** the signature to send instead of the genuine one */
  signature: (genuine: string) => string
  middleware: MiddlewareHandler
}

const cutOff = (): Response =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{'))
        controller.error(new Error('the answer was cut off'))
      },
    }),
    { status: 200, headers: { 'content-type': 'application/json' } },
  )

/** The switches of one box office that was started with `faults: true`. */
export function makeFaults(): Faults {
  const faults: Faults = {
    plan: FaultPlan.parse(undefined),
    broken: (breakage) => faults.plan.broken.includes(breakage),
    signature: (genuine) =>
      faults.broken('wrong_signature') ? `v1,${btoa('not what the secret makes of it')}` : genuine,

    async middleware(c, next) {
      const { plan } = faults
      if (c.req.path.startsWith('/acs/_test/')) return next()
      if (plan.slow_ms > 0) await new Promise((done) => setTimeout(done, plan.slow_ms))
      const { answer } = plan
      if (answer) {
        answer.times -= 1
        if (answer.times === 0) plan.answer = null
        const headers =
          answer.retry_after_s === undefined ? {} : { 'retry-after': String(answer.retry_after_s) }
        return c.body(answer.body, answer.status as 200, headers)
      }
      await breakRequest(faults, c)
      await next()
      await breakAnswer(faults, c)
      if (plan.lose_answers > 0 && c.req.method !== 'GET') {
        plan.lose_answers -= 1
        c.res = cutOff()
      }
    },
  }
  return faults
}
