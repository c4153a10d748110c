import { z } from 'zod'
import { ACCOUNT } from './place.ts'

export const settings = z.object({
  /** the donee's own account, connected to the platform account of this deployment */
  account: z.string().regex(ACCOUNT).describe('the donee’s account, `acct_…`'),
})
export type Settings = z.infer<typeof settings>

/** None: calls are made with the deployment's own key, in the name of the account. */
export const credentials = z.object({})
export type Credentials = z.infer<typeof credentials>

/** What `enable` found. */
export const provision = z.object({
  account: z.string(),
  /** ISO 4217 */
  currency: z.string().length(3),
})
export type Provision = z.infer<typeof provision>
