import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { expireDue } from '../acts/checkout.ts'
import { invalid, rateLimited, StripeError } from '../errors.ts'
import { expand } from '../expand.ts'
import { readForm } from '../form.ts'
import { type Idempotency, makeIdempotency } from '../idempotency.ts'
import { payPage } from '../pay-page.ts'
import { type Account, all, seconds, type World } from '../world.ts'
import { bodyOf, headersOf, told } from './answers.ts'
import { accountRoutes, mayActFor } from './accounts.ts'
import { catalogueRoutes } from './catalogue.ts'
import { checkoutRoutes } from './checkout.ts'
import { moneyRoutes } from './money.ts'
import { paymentRoutes } from './payments.ts'
import type { Route } from './route.ts'
import { withFaults } from './with-faults.ts'

const ROUTES: Route[] = [
  ...checkoutRoutes,
  ...catalogueRoutes,
  ...paymentRoutes,
  ...moneyRoutes,
  ...accountRoutes,
]

/** The whole API and the page on which a buyer pays, as one application. */
export function stripeApp(world: World) {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const idempotency = makeIdempotency(() => world.now_ms())
  const limit = makeLimit(world)
  for (const route of ROUTES)
    app.on(route.method, route.path, async (c) =>
      withFaults(world, c, () => answer(world, idempotency, limit, route, c)),
    )
  payPage(app, world)
  app.notFound((c) =>
    told(
      invalid(`Unrecognized request URL (${c.req.method}: ${c.req.path}).`, { status: 404 }),
      'req_unknown',
    ),
  )
  app.onError((error) => {
    if (error instanceof StripeError) return told(error, 'req_refused')
    process.stderr.write(`emulated Stripe: ${error.stack ?? error.message}\n`)
    return told(new StripeError(500, { type: 'api_error', message: 'The emulation failed.' }), 'req_failed')
  })
  return app
}

async function answer(
  world: World,
  idempotency: Idempotency,
  limit: () => void,
  route: Route,
  c: Context,
): Promise<Response> {
  const request_id = world.id('req')
  const key = c.req.header('idempotency-key') ?? null
  const named = c.req.header('stripe-account') ?? null
  try {
    limit()
    const account = authorised(world, c, named)
    const text = route.method === 'GET' ? new URL(c.req.url).search.slice(1) : await c.req.text()
    const params = parsed(route.schema, readForm(text))
    const run = (): string => {
      const cause = { id: request_id, idempotency_key: key }
      expireDue(world, account)
      const made = route.act({ world, account, ids: c.req.param(), params, cause })
      available(world, account)
      return JSON.stringify(expand(account, made, params.expand ?? []), null, 2)
    }
    if (key === null || route.method === 'GET') return new Response(run(), { headers: headersOf(request_id) })
    const scope = `${account.facts.id} ${key}`
    const request = `${route.method} ${c.req.path}\n${text}`
    const before = idempotency.before(scope, request)
    if (before)
      return new Response(before.body, {
        status: before.status,
        headers: { ...headersOf(request_id), 'idempotent-replayed': 'true' },
      })
    const made = carriedOut(run)
    idempotency.remember(scope, request, made)
    return new Response(made.body, { status: made.status, headers: headersOf(request_id) })
  } catch (error) {
    if (error instanceof StripeError) return told(error, request_id)
    throw error
  }
}

/** Whatever it came to: a refusal is remembered for its key too, once the parameters were right. */
function carriedOut(run: () => string): { status: number; body: string } {
  try {
    return { status: 200, body: run() }
  } catch (error) {
    if (!(error instanceof StripeError)) throw error
    return { status: error.status, body: bodyOf(error) }
  }
}

function authorised(world: World, c: Context, named: string | null): Account {
  const given = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]
  if (given === undefined)
    throw invalid(
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.',
      { status: 401 },
    )
  if (given !== world.key)
    throw invalid(`Invalid API Key provided: ${given.slice(0, 8)}****`, { status: 401 })
  return named === null ? world.platform : mayActFor(world, named)
}

function parsed(schema: z.ZodType, form: object): { expand?: string[] } {
  const result = schema.safeParse(form)
  if (result.success) return result.data as { expand?: string[] }
  const [issue] = result.error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : []
  const [head = '', ...rest] = [...(issue?.path ?? []), ...unknown].map(String)
  const param = head + rest.map((part) => `[${part}]`).join('')
  throw unknown.length > 0
    ? invalid(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param })
    : invalid(`Invalid ${param}: ${issue?.message}`, { code: 'parameter_invalid', param })
}

/** Movements become available by the clock alone. */
function available(world: World, account: Account): void {
  for (const movement of all(account, 'balance_transaction'))
    if (movement.available_on <= seconds(world)) movement.status = 'available'
}

function makeLimit(world: World): () => void {
  let second = 0
  let calls = 0
  return () => {
    const now = seconds(world)
    calls = now === second ? calls + 1 : 1
    second = now
    if (world.faults.per_second !== null && calls > world.faults.per_second) throw rateLimited()
  }
}
