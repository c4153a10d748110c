import type { z } from '@hono/zod-openapi'
import type { Request } from '../platform/http.ts'
import { write } from './asker.ts'
import { organisationSchema, type newOrganisationSchema } from './schemas.ts'

/** A structure or a relay joins the territory; it gets its keys afterwards. One round trip. */
export async function createOrganisation(
  c: Request,
  role: 'structure' | 'relay',
  input: z.infer<typeof newOrganisationSchema>,
): Promise<z.infer<typeof organisationSchema>> {
  const { answer } = await write(c, ['operator'], 'create_organisation', {
    id: c.get('ctx').newId(),
    role,
    ...input,
  })
  return organisationSchema.parse(answer)
}
