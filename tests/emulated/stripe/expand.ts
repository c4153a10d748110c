import { invalid } from './errors.ts'
import { type Account, all, type Kept } from './world.ts'

const MOST_LEVELS = 4
/** What an object leaves out unless it is asked for, and what then stands there. */
const INCLUDABLE: Record<string, Record<string, (account: Account, id: string) => object>> = {
  'checkout.session': {
    line_items: (account, id) => ({
      object: 'list',
      data: (account.items.get(id) ?? []).slice(0, 10),
      has_more: (account.items.get(id) ?? []).length > 10,
      url: `/v1/checkout/sessions/${id}/line_items`,
    }),
  },
  charge: {
    refunds: (account, id) => {
      const refunds = all(account, 'refund').filter(({ charge }) => charge === id)
      const data = refunds.toReversed().slice(0, 10)
      return { object: 'list', data, has_more: refunds.length > 10, url: `/v1/charges/${id}/refunds` }
    },
  },
}
/** Fields that hold an id and may hold the object itself. */
const EXPANDABLE = new Set([
  'balance_transaction',
  'charge',
  'failure_balance_transaction',
  'latest_charge',
  'payment_intent',
  'product',
  'source',
])

/** Puts objects in the place of their ids, along `paths` such as `data.payment_intent.latest_charge`. */
export function expand(account: Account, answer: object, paths: readonly string[]): object {
  const whole = structuredClone(answer) as Record<string, unknown>
  for (const path of paths) {
    const steps = path.split('.')
    if (steps.length > MOST_LEVELS)
      throw invalid(`You cannot expand more than ${MOST_LEVELS} levels of a property. Property: ${path}`)
    walk(account, whole, steps, path)
  }
  return whole
}

function walk(account: Account, at: unknown, [step, ...rest]: string[], path: string): void {
  if (step === undefined || at === null || at === undefined) return
  if (Array.isArray(at)) {
    for (const one of at) walk(account, one, [step, ...rest], path)
    return
  }
  const object = at as Record<string, unknown>
  const include = INCLUDABLE[String(object['object'])]?.[step]
  if (include) object[step] ??= structuredClone(include(account, String(object['id'])))
  else if (EXPANDABLE.has(step) && step in object) object[step] = resolved(account, object[step])
  else if (step !== 'data' && step !== 'price') throw invalid(`This property cannot be expanded (${path}).`)
  walk(account, object[step], rest, path)
}

/** A charge is kept with its payment, a movement of a dispute with all of it: what is an object already stays one. */
function resolved(account: Account, value: unknown): unknown {
  if (typeof value !== 'string') return value
  const found: Kept | undefined = account.objects.get(value)
  return found ? structuredClone(found) : value
}
