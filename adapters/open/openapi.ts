import { OpenAPIHono } from '@hono/zod-openapi'
import { AcsEvent } from './wire/acs.ts'
import { CLAUSES } from './wire/clauses.ts'
import { acsRoutes } from './wire/routes-acs.ts'
import { octoRoutes } from './wire/routes-octo.ts'
import { sandboxRoutes } from './wire/routes-sandbox.ts'

const DESCRIPTION = `Lets a ticketing that has no adapter of its own take part in the Abonnement Culturel Solidaire (ACS):
a subscriber's gift is told, seats are kept aside, invitations are booked at 0 under our reference, tickets are handed
out, and who came is told, seat by seat. The vocabulary is OCTO's (https://docs.octo.travel); what begins with \`acs\` is
added. Webhooks follow Standard Webhooks (https://www.standardwebhooks.com). No guest is ever named.

Try your server with \`npm run conformance -- --address URL --token T\`. The rules, as the runner numbers them:

${Object.entries(CLAUSES)
  .map(([clause, text]) => `- **${clause}** ${text}`)
  .join('\n')}`

/**
 * The open partner contract as an OpenAPI 3.1 document, made from the schemas that check every message.
 *
 * @param address where the described server answers
 */
export function openApiDocument(address: string): object {
  const app = new OpenAPIHono()
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  for (const route of [...octoRoutes, ...acsRoutes, ...sandboxRoutes]) app.openAPIRegistry.registerPath(route)
  app.openAPIRegistry.registerWebhook({
    method: 'post',
    path: 'event',
    summary: 'Something changed',
    description: `${CLAUSES.W2} ${CLAUSES.W3} ${CLAUSES.W4}`,
    request: { body: { required: true, content: { 'application/json': { schema: AcsEvent } } } },
    responses: { 204: { description: 'Kept. Anything but 2xx: send it again later' } },
  })
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'ACS open partner contract', version: '1.0.0', description: DESCRIPTION },
    servers: [{ url: address }],
  })
}
