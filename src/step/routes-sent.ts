import { limitBody } from '../platform/limit-body.ts'
import type { Request } from '../platform/http.ts'
import { newRoutes } from '../platform/routes.ts'
import { keepCartConsent, keepConsent, nameOrder } from './consents.ts'
import { mustComeFromEdge } from './edge-token.ts'
import { countCarts } from './guard/index.ts'
import { KEY, OPEN } from './key.ts'
import { openStep } from './open-step.ts'
import { askPayment } from './payments.ts'

/** What pages and edge Workers send: a few lines of text at most. */
export const sentRoutes = newRoutes()
const short = limitBody(4 * 1024)
const shorter = limitBody(512)

// A page of any site.
sentRoutes.post(`/step/${KEY}/consents`, OPEN, short, async (c) => {
  await keepConsent(c.get('ctx'), await stepOf(c), await c.req.text())
  return c.body(null, 204)
})
sentRoutes.post(`/step/${KEY}/payments`, OPEN, short, async (c) => {
  const { url } = await askPayment(c.get('ctx'), await stepOf(c), c.req.header('origin'), await c.req.text())
  return c.json({ url }, 201)
})
// sums of carts: see decision 15 for what one who makes them up can do
sentRoutes.post(`/step/${KEY}/counts`, OPEN, shorter, async (c) => {
  await countCarts(c.get('ctx'), await stepOf(c), await c.req.text())
  return c.body(null, 204)
})

// The structure's own edge Worker, and nobody else: it alone knows carts and the orders that they become.
sentRoutes.post(`/edge/${KEY}/consents`, short, async (c) => {
  await keepCartConsent(c.get('ctx'), await ofEdge(c), await c.req.text())
  return c.body(null, 204)
})
sentRoutes.post(`/edge/${KEY}/orders`, short, async (c) => {
  await nameOrder(c.get('ctx'), await ofEdge(c), await c.req.text())
  return c.body(null, 204)
})
sentRoutes.post(`/edge/${KEY}/counts`, shorter, async (c) => {
  await countCarts(c.get('ctx'), await ofEdge(c), await c.req.text())
  return c.body(null, 204)
})

const stepOf = async (c: Request) => openStep(c.get('ctx'), c.req.param('key') ?? '')
const ofEdge = async (c: Request) => {
  const step = await stepOf(c)
  await mustComeFromEdge(c.get('ctx'), step, c.req.header('authorization'))
  return step
}
