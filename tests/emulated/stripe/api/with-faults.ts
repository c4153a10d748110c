import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { keyInUse, rateLimited, StripeError } from '../errors.ts'
import { cutOff, dripping, hanging, take, takeOf, wait } from '../faults.ts'
import type { World } from '../world.ts'
import { told } from './answers.ts'

/** Carries a call out, or does to it what the test asked for. */
export async function withFaults(
  world: World,
  c: Context<{ Bindings: HttpBindings }>,
  carryOut: () => Promise<Response>,
): Promise<Response> {
  const { method, path } = c.req
  const account = c.req.header('stripe-account') ?? null
  const idempotency_key = c.req.header('idempotency-key') ?? null
  world.asked.push({ method, path, account, idempotency_key })
  if (method === 'GET' || idempotency_key === null) return asAsked(world, c, carryOut)
  const write = `${account} ${idempotency_key}`
  if (world.under_way.has(write)) return told(keyInUse(), 'req_in_use')
  world.under_way.add(write)
  try {
    return await asAsked(world, c, carryOut)
  } finally {
    world.under_way.delete(write)
  }
}

async function asAsked(
  { faults }: World,
  c: Context<{ Bindings: HttpBindings }>,
  carryOut: () => Promise<Response>,
): Promise<Response> {
  const writes = c.req.method !== 'GET'
  if (faults.slow_ms > 0) await wait(faults.slow_ms)
  if (take(faults, 'hang')) return hanging(c.req.raw.signal)
  const instead = takeOf(faults.answer, () => (faults.answer = null))
  if (instead) return refused(c, instead)
  const made = await carryOut()
  if (take(faults, 'nonsense')) return c.html('<html><body>Bad Gateway</body></html>', 200)
  if (writes && take(faults, 'lose_answers')) return cutOff(c.env)
  const after = writes ? takeOf(faults.carried_out_then, () => (faults.carried_out_then = null)) : null
  if (after) return refused(c, after)
  if (faults.late_ms > 0) await wait(faults.late_ms)
  if (faults.drip_ms === 0) return made
  return dripping(await made.text(), faults.drip_ms, { status: made.status, headers: made.headers })
}

function refused(
  c: Context<{ Bindings: HttpBindings }>,
  { status, body, retry_after_s }: { status: number; body?: string; retry_after_s?: number },
): Response {
  if (body !== undefined) return c.body(body, status as 500)
  if (status === 429) return told(rateLimited(retry_after_s), 'req_limited')
  const headers = retry_after_s === undefined ? {} : { 'retry-after': String(retry_after_s) }
  const message = 'Sorry! There was an error while talking to one of our backends.'
  return told(new StripeError(status, { type: 'api_error', message }, headers), 'req_storm')
}
