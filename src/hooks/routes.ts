import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { FrontEnv } from '../platform/http.ts'
import { Problem } from '../platform/problems.ts'
import { receiveAccountHook, receiveHook } from './receive.ts'

/** Counted while it is read, so that an oversized body is never hashed nor kept. */
const MAX_BODY_BYTES = 64 * 1024
const limited = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new Problem('body_too_large', { max_bytes: MAX_BODY_BYTES })
  },
})
const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i
/** 1 to 999,999 */
const GENERATION = /^[1-9]\d{0,5}$/

/** What ticketings send. Not part of the described API: each platform has its own form. */
export const hookRoutes = new Hono<FrontEnv>()
hookRoutes.post('/hooks/:platform/:connection_id/:generation/:token', limited, async (c) => {
  const { generation, ...at } = c.req.param()
  if (!UUID.test(at.connection_id) || !GENERATION.test(generation)) throw new Problem('hook_unknown')
  const hook = { ...at, generation: Number(generation), headers: c.req.raw.headers, body: await c.req.text() }
  return c.json({ outcome: await receiveHook(c.get('ctx'), hook) }, 202)
})

/** Where one address serves all connections of a platform, such as Stripe's of all connected accounts. */
hookRoutes.post('/hooks/:platform', limited, async (c) => {
  const { platform } = c.req.param()
  const hook = { platform, headers: c.req.raw.headers, body: await c.req.text() }
  return c.json({ outcome: await receiveAccountHook(c.get('ctx'), hook) }, 202)
})
