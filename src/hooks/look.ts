import { PartnerFault, type OrderState, type Reading } from '../../adapters/contract/index.ts'
import { adapters, isPlatform } from '../../adapters/registry.ts'
import { able, openConnection, type ConnectionRow } from '../conventions/index.ts'
import { refusalOf } from '../gifts/index.ts'
import type { Context } from '../platform/context.ts'

/** A stored webhook with the connection that it came to. */
export interface StoredHook {
  id: string
  body: string | null
  tries: number
  connection: ConnectionRow
}
/** What one webhook led to: states to book, or a reason why not. */
export type Looked =
  | { hook: StoredHook; outcome: 'seen'; states: OrderState[]; performances: boolean }
  | { hook: StoredHook; outcome: 'ignored' | 'set_aside'; reason: string; todo?: string }
  | { hook: StoredHook; outcome: 'later'; reason: string; after_ms: number }

/**
 * Reads webhooks of one connection and fetches what they point to: each order once, however many webhooks name it,
 * at the partner's pace.
 */
export async function lookAll(
  ctx: Context,
  connection: ConnectionRow,
  hooks: readonly StoredHook[],
): Promise<Looked[]> {
  const orders = new Map<string, Promise<OrderState | null>>()
  const opening = openConnection(ctx, connection)
  const fetchOrder = async (order: string) => able(await opening, 'gifts', 'order')(order)
  const once = (order: string) => {
    const fetching = orders.get(order) ?? fetchOrder(order)
    orders.set(order, fetching)
    return fetching
  }
  const looked: Looked[] = []
  for (const hook of hooks) {
    // a partner that asks for time gets it: the rest of the batch does not call it again
    const busy = looked.find((one) => one.outcome === 'later' && one.after_ms > 0)
    looked.push(busy?.outcome === 'later' ? { ...busy, hook } : await look(hook, once))
  }
  return looked
}

async function look(
  hook: StoredHook,
  fetchOrder: (order: string) => Promise<OrderState | null>,
): Promise<Looked> {
  const reading = read(hook)
  if ('ignored' in reading) return { hook, outcome: 'ignored', reason: reading.ignored }
  if ('unreadable' in reading) return { hook, outcome: 'set_aside', reason: reading.unreadable }
  const states: OrderState[] = []
  try {
    for (const wanted of reading.looks) {
      if (wanted.kind === 'state') states.push(wanted.state)
      if (wanted.kind !== 'order') continue
      const state = await fetchOrder(wanted.order)
      if (!state)
        return { hook, outcome: 'set_aside', reason: `the ticketing knows no order ${wanted.order}` }
      states.push(state)
    }
  } catch (cause) {
    return failedLook(hook, cause)
  }
  const refusal = states
    .flatMap((state) => state.gifts)
    .map(refusalOf)
    .find((reason) => reason !== null)
  if (refusal) return { hook, outcome: 'set_aside', reason: refusal }
  return {
    hook,
    outcome: 'seen',
    states,
    performances: reading.looks.some(({ kind }) => kind === 'performances'),
  }
}

function read({ body, connection }: StoredHook): Reading {
  if (body === null) return { unreadable: 'its body was erased' }
  return isPlatform(connection.platform)
    ? adapters[connection.platform].read(body)
    : { unreadable: 'no such platform' }
}

/** What a failure means for the webhook that met it: again later, or a person. */
export function failedLook(hook: StoredHook, cause: unknown): Looked {
  const reason = cause instanceof Error ? cause.message : String(cause)
  if (cause instanceof PartnerFault && cause.act === 'person') {
    return { hook, outcome: 'set_aside', reason, todo: 'todo' in cause ? String(cause.todo) : reason }
  }
  if (cause instanceof PartnerFault && cause.act === 'reject') return { hook, outcome: 'set_aside', reason }
  return {
    hook,
    outcome: 'later',
    reason,
    after_ms: cause instanceof PartnerFault && 'after_ms' in cause ? Number(cause.after_ms) : 0,
  }
}
