import type { z } from '@hono/zod-openapi'
import { jsonIn } from '../../adapters/contract/index.ts'
import { isWritable } from '../people/index.ts'
import { Problem } from '../platform/problems.ts'

/**
 * A body as a page sends it beside its own requests: JSON that says it is text, so that no browser asks for leave first.
 * @throws Problem invalid_request
 */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: string): z.infer<Schema> {
  const read = schema.safeParse(jsonIn(body))
  if (read.success && isWritable(read.data)) return read.data
  const issues = read.error?.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  throw new Problem('invalid_request', {
    issues: issues ?? [{ field: 'body', message: 'holds a character that cannot be kept' }],
  })
}
