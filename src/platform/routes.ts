import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { AppEnv } from './http.ts'
import { Problem, PROBLEMS } from './problems.ts'

/** The routes of one room; a request that its schemas refuse says which field and why. */
export function newRoutes(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) {
        const issues = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
        throw new Problem('invalid_request', { issues })
      }
    },
  })
}

/** The one envelope of errors: `{error: {code, message, detail, docs, request_id}}`. */
export const problemSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      detail: z.record(z.string(), z.unknown()),
      docs: z.string(),
      request_id: z.string(),
    }),
  })
  .openapi('Problem')

/** The error answers that a route declares in its OpenAPI. */
export function problems(...statuses: number[]) {
  const answer = (status: number) => {
    const codes = Object.entries(PROBLEMS).flatMap(([code, problem]) =>
      problem.status === status ? [code] : [],
    )
    return { description: codes.join(', '), content: { 'application/json': { schema: problemSchema } } }
  }
  return Object.fromEntries(
    [400, 401, 403, 429, 500, 503, ...statuses].map((status) => [status, answer(status)]),
  )
}

/** Every list is paged: `?limit=` up to 200 and `?after=` the `next` of the page before. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.uuid().optional(),
})
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.uuid().nullable() })
