import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { newRoutes } from '../platform/http.ts'
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
const address = z.object({
  platform: z.string(),
  connection_id: z.uuid(),
  generation: z.coerce.number().int().min(1).max(1_000_000),
  token: z.string(),
})

/** What ticketings send. Not part of the described API: each platform has its own form. */
export const hookRoutes = newRoutes()
hookRoutes.post('/hooks/:platform/:connection_id/:generation/:token', limited, async (c) => {
  const at = address.safeParse(c.req.param())
  if (!at.success) throw new Problem('hook_unknown')
  const hook = { ...at.data, headers: c.req.raw.headers, body: await c.req.text() }
  return c.json({ outcome: await receiveHook(c.get('ctx'), hook) }, 202)
})

/** Where one address serves all connections of a platform, such as Stripe's of all connected accounts. */
hookRoutes.post('/hooks/:platform', limited, async (c) => {
  const { platform } = c.req.param()
  const hook = { platform, headers: c.req.raw.headers, body: await c.req.text() }
  return c.json({ outcome: await receiveAccountHook(c.get('ctx'), hook) }, 202)
})
