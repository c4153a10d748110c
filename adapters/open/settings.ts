import { z } from '@hono/zod-openapi'

export const settings = z.object({
  /** the base of the partner's API, such as `https://billetterie.example.fr/api/` */
  address: z.url({ protocol: /^https?$/ }),
})
export type Settings = z.infer<typeof settings>

export const credentials = z.object({
  /** the bearer token that the partner gave for this structure */
  token: z.string().regex(/^[\x21-\x7e]{8,500}$/, 'a token is 8 to 500 visible characters'),
})
export type Credentials = z.infer<typeof credentials>
