import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AppEnv } from './http.ts'

const DESCRIPTION = `Un don ajouté à un abonnement ouvre des places ; les relais sociaux les réservent en invitation ; la billetterie du lieu émet les billets.

A gift added to a season subscription opens seats; social relays book them as invitations; the venue's own ticketing issues the tickets.

- Every request carries an access key: \`Authorization: Bearer …\`. A key acts for one organisation: the operator, a structure or a relay. No one sees another's data.
- Every write carries an \`Idempotency-Key\`, new for each intention. The same key with the same request is answered again and changes nothing; with another request it is refused.
- Every list is paged: \`limit\` up to 200, and \`after\` the \`next\` of the page before.
- Amounts are integer cents of euros (\`_cents\`), instants ISO 8601 in UTC.
- At most 600 requests a minute with one key, 1,200 from one address, and 20 that fail to authenticate from one address; beyond that 429, with \`Retry-After\`. Webhooks are not counted.
- An error is one envelope with a code, a message in French or English (\`Accept-Language\`, or \`?lang=\`), and the id of the request; each code is explained at \`/problems\`.
- No guest is ever identified, here or anywhere.`

const TAGS = [
  { name: 'people', description: 'Organisations and their access keys' },
  { name: 'connections', description: 'Structures’ ticketings' },
  { name: 'seasons', description: 'Seasons of the territory' },
  {
    name: 'conventions',
    description: 'What a structure and the operator agreed: versions, approvals, surplus',
  },
  { name: 'step', description: 'How a structure shows the donation step, and whether carts finish' },
  { name: 'gifts', description: 'What subscribers gave, and the seats that it opened' },
  { name: 'performances', description: 'What structures’ ticketings play, and the end of an evening' },
  { name: 'invitations', description: 'Performances on offer to relays' },
  { name: 'reservations', description: 'Seats held, booked and given back' },
  { name: 'tickets', description: 'What guests come in with' },
  { name: 'waiting list', description: 'Who would like seats that come free' },
  { name: 'ledger', description: 'Balances, entries and figures' },
  { name: 'follow-up', description: 'What a person has to see to' },
]

/** What the OpenAPI 3.1 document says besides the routes. @param origin our own address */
export const documentOf = (origin: string) => ({
  openapi: '3.1.0',
  info: { title: 'Fauteuil', version: '1', description: DESCRIPTION },
  servers: [{ url: origin }],
  tags: TAGS,
  security: [{ access_key: [] }],
})

/** Serves the document of all rooms' routes at `/openapi.json`; to be called once they are mounted. */
export function describeApi(app: OpenAPIHono<AppEnv>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'access_key', {
    type: 'http',
    scheme: 'bearer',
    description: 'An access key of the operator, a structure or a relay.',
  })
  app.get('/openapi.json', (c) => {
    const document = app.getOpenAPI31Document(documentOf(c.get('ctx').origin))
    for (const operations of Object.values(document.paths ?? {})) {
      for (const operation of Object.values(operations as Record<string, Operation>)) {
        // counted before any route is asked, so that none declares it
        if (operation.requestBody) operation.responses['413'] = TOO_LARGE
      }
    }
    return c.json(document)
  })
}

interface Operation {
  requestBody?: object
  responses: Record<string, object>
}
const TOO_LARGE = {
  description: 'body_too_large',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
}
