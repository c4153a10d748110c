import { z } from 'zod'
import type { Cause } from '../events.ts'
import { type Account, all, find, type Kind, type Objects, type World } from '../world.ts'
import { listQuery, page } from '../lists.ts'

export interface Call<Params> {
  world: World
  /** on whose behalf: the connected account that the call names, else the platform */
  account: Account
  /** the segments of the path that are filled in */
  ids: Record<string, string>
  params: Params
  cause: Cause
}
/** One endpoint: what it takes, and what it does. Parameters that it does not know are refused, as Stripe does. */
export interface Route {
  method: 'GET' | 'POST'
  /** such as `/v1/refunds/:id` */
  path: string
  schema: z.ZodType
  act(call: Call<unknown>): object
}

export function route<Schema extends z.ZodType>(
  method: Route['method'],
  path: string,
  schema: Schema,
  act: (call: Call<z.infer<Schema>>) => object,
): Route {
  return { method, path, schema, act: (call) => act(call as Call<z.infer<Schema>>) }
}

export const expand = z.array(z.string()).optional()
/** For calls that take nothing but `expand`. */
export const nothing = z.strictObject({ expand })
export const metadata = z
  .record(z.string().max(40), z.string().max(500))
  .refine((pairs) => Object.keys(pairs).length <= 50, 'You can have up to 50 keys.')
export const cents = z.coerce.number().int().min(1).max(99_999_999)

/** `GET …/:id` */
export const retrieve = (kind: Kind, path: string): Route =>
  route('GET', `${path}/:id`, nothing, ({ account, ids }) => find(account, kind, ids['id'] ?? ''))

/** `GET …`: all of one kind, by the filters that this list has. */
export function list<K extends Kind, Filters extends z.ZodRawShape>(
  kind: K,
  path: string,
  filters: Filters,
  keeps: (one: Objects[K], params: z.infer<z.ZodObject<Filters>>, account: Account) => boolean,
): Route {
  const schema = z.strictObject({ ...listQuery, ...filters })
  return route('GET', path, schema, ({ account, params }) => {
    const asked = params as z.infer<z.ZodObject<Filters>>
    const query = z.object(listQuery).parse(params)
    return page(
      path,
      all(account, kind).filter((one) => keeps(one, asked, account)),
      query,
    )
  })
}
