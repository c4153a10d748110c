import { OpenAPIHono } from '@hono/zod-openapi'
import { openApiDocument } from '../../openapi.ts'
import { FaultPlan } from '../faults.ts'
import { type House, Refused } from '../house.ts'
import { bookingRoutes } from './bookings.ts'
import { listingRoutes } from './listings.ts'
import { offerRoutes } from './offer.ts'
import { sandboxApi } from './sandbox.ts'
import { settingRoutes } from './settings.ts'

/** The box office's API: the open contract, as its document says it. */
export function boxOfficeApi(house: House): OpenAPIHono {
  const api = new OpenAPIHono({
    defaultHook(result, c) {
      if (result.success) return undefined
      const [issue] = result.error.issues
      const errorMessage = `${issue?.path.join('.') || 'The request'}: ${issue?.message ?? 'is malformed'}`
      return c.json({ error: 'BAD_REQUEST', errorMessage }, 400)
    },
  })
  api.get('/acs/openapi.json', (c) => c.json(openApiDocument(house.url)))
  if (house.faults) api.use(house.faults.middleware)
  api.use(async (c, next) => {
    const given = c.req.header('authorization') ?? ''
    if (sameToken(given, `Bearer ${house.token}`) || house.faults?.broken('anyone_may_call')) return next()
    const errorMessage = 'Send the token that this box office was started with: Authorization: Bearer …'
    return c.json({ error: 'UNAUTHORIZED', errorMessage }, 401, { 'www-authenticate': 'Bearer' })
  })
  const { faults } = house
  if (faults) {
    api.put('/acs/_test/faults', async (c) => {
      faults.plan = FaultPlan.parse(await c.req.json())
      return c.body(null, 204)
    })
  }
  offerRoutes(api, house)
  bookingRoutes(api, house)
  settingRoutes(api, house)
  listingRoutes(api, house)
  if (house.sandbox) sandboxApi(api, house)

  api.onError((error, c) => {
    if (error instanceof Refused) {
      const { code, message, vacancies } = error
      return c.json(
        { error: code, errorMessage: message, ...(vacancies === undefined ? {} : { vacancies }) },
        error.status,
      )
    }
    if (error instanceof SyntaxError || error.name === 'HTTPException') {
      return c.json({ error: 'BAD_REQUEST', errorMessage: 'The body is not JSON.' }, 400)
    }
    process.stderr.write(`box office: ${error.stack ?? error.message}\n`)
    const errorMessage = 'Something went wrong here; nothing was changed. Try again.'
    return c.json({ error: 'INTERNAL_SERVER_ERROR', errorMessage }, 500)
  })
  api.notFound((c) => c.json({ error: 'NOT_FOUND', errorMessage: 'There is nothing at this address.' }, 404))
  return api
}

/** Compares in a time that does not depend on where the texts differ. */
function sameToken(given: string, expected: string): boolean {
  let difference = given.length ^ expected.length
  for (let at = 0; at < expected.length; at += 1)
    difference |= (given.charCodeAt(at) || 0) ^ expected.charCodeAt(at)
  return difference === 0
}
