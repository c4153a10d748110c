import { z } from '@hono/zod-openapi'
import {
  OutcomeUnknown,
  PartnerBrokeContract,
  type PartnerCall,
  type PartnerHttp,
} from '../contract/index.ts'
import { listOf } from './wire/acs.ts'
import { OctoError } from './wire/errors.ts'

/** What the partner said no to, in its own words. */
export type Refusal = { status: number } & OctoError

export interface Api {
  http: PartnerHttp
  /** A call whose refusals (400, 404, 409) are answers: `{body}` or `{refusal}`. */
  ask<T>(schema: z.ZodType<T>, call: PartnerCall): Promise<{ body: T } | { refusal: Refusal }>
  /** Every item of a list since `cursor`, and the cursor after it. */
  list<T>(item: z.ZodType<T>, path: string, cursor: string | null): Promise<{ items: T[]; next: string }>
}

const REFUSALS = [400, 404, 409]
const PAGES_AT_MOST = 400

export function api(http: PartnerHttp): Api {
  return {
    http,

    async ask(schema, call) {
      const { status, body } = await http.json(z.unknown(), { ...call, expect: REFUSALS })
      const refused = REFUSALS.includes(status)
      const refusal = refused ? OctoError.safeParse(body).data : undefined
      if (refusal) return { refusal: { status, ...refusal } }
      const answer = schema.safeParse(body)
      if (!refused && answer.success) return { body: answer.data }
      const [issue] = answer.error?.issues ?? []
      const wrong = refused ? 'without {error, errorMessage}' : `: ${issue?.path.join('.')} ${issue?.message}`
      const message = `${call.path} answered ${status} with an unexpected body ${wrong}`
      const writes = call.writes ?? (call.method ?? 'GET') !== 'GET'
      throw writes ? new OutcomeUnknown(message) : new PartnerBrokeContract(message)
    },

    async list(item, path, cursor) {
      const schema = listOf(item)
      const items: z.infer<typeof item>[] = []
      let since = cursor
      for (let page = 0; page < PAGES_AT_MOST; page += 1) {
        const query =
          since === null ? '' : `${path.includes('?') ? '&' : '?'}since=${encodeURIComponent(since)}`
        const { body } = await http.json(schema, { path: `${path}${query}` })
        items.push(...body.items)
        if (!body.more) return { items, next: body.next }
        if (body.next === since) throw new PartnerBrokeContract(`${path} says there is more, but not where`)
        since = body.next
      }
      throw new PartnerBrokeContract(`${path} does not end after ${PAGES_AT_MOST} pages`)
    },
  }
}
