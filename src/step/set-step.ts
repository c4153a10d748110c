import type { z } from '@hono/zod-openapi'
import { askerOf, BOTH_SIDES, structureMeant, write } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { publishedStep, publishSteps } from './publish.ts'
import { edgeToken } from './edge-token.ts'
import { pageParts } from './page-parts.ts'
import { setStepSchema, type newStepSchema } from './schemas.ts'

/** Of the key's chance; 62 signs each. */
const KEY_SIGNS = 22
const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * Sets how a structure shows its step, and publishes it. What is left out, and the key, stay as they are.
 * @throws Problem not_found, invalid_request
 */
export async function setStep(
  c: Request,
  { structure_id: said, ...input }: z.infer<typeof newStepSchema>,
): Promise<z.infer<typeof setStepSchema>> {
  const ctx = c.get('ctx')
  const structure_id = structureMeant(await askerOf(c, BOTH_SIDES), said)
  const { answer } = await write(c, BOTH_SIDES, 'set_step', { structure_id, key: newKey(), ...input })
  await publishSteps(ctx, structure_id)
  const { key } = answer
  const shown = await publishedStep(ctx, key)
  return setStepSchema.parse({
    ...answer,
    ...(await pageParts(ctx.origin, key)),
    open: shown?.open ?? false,
    pays: shown?.pays ?? false,
    edge_token: await edgeToken(ctx, answer),
  })
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_SIGNS))
  return `pk_${[...bytes].map((byte) => SIGNS[byte % SIGNS.length]).join('')}`
}
