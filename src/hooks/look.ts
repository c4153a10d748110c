import {
  PartnerRejects,
  PersonMustAct,
  RetryLater,
  type Look,
  type OrderState,
  type Reading,
} from '../../adapters/contract/index.ts'
import { adapters, isPlatform } from '../../adapters/registry.ts'
import { able, openConnection, PATIENCE_MS, type ConnectionRow } from '../conventions/index.ts'
import { refusalOf } from '../gifts/index.ts'
import { later } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'

/** A stored webhook with the connection that it came to. */
export interface StoredHook {
  id: string
  body: string | null
  tries: number
  connection: ConnectionRow
}
/** What one webhook led to: states to book, or a reason why not. `tried`: it was its own turn to call the partner. */
export type Looked =
  | { hook: StoredHook; outcome: 'seen'; states: OrderState[]; changed: Changed[] }
  | { hook: StoredHook; outcome: 'ignored' | 'set_aside'; reason: string; todo?: string }
  | { hook: StoredHook; outcome: 'later'; reason: string; after_ms: number; tried: boolean }

/** What is read as a whole, not order by order. */
export type Changed = Exclude<Look['kind'], 'order' | 'state'>

type FetchOrder = (order: string) => Promise<OrderState | null>

/**
 * Reads webhooks of one connection and fetches what they point to: each order once, however many webhooks name it,
 * at the partner's pace.
 */
export async function lookAll(
  ctx: Context,
  connection: ConnectionRow,
  hooks: readonly StoredHook[],
): Promise<Looked[]> {
  const orders = new Map<string, ReturnType<FetchOrder>>()
  let line: ReturnType<typeof openConnection> | undefined
  let pause: RetryLater | null = null
  // all in a batch are booked together, and the Worker has a quarter of an hour for it
  const until = later(ctx.now(), PATIENCE_MS)
  const fetchOrder: FetchOrder = async (order) => {
    if (ctx.now() > until) pause ??= new RetryLater('the ticketing answers too slowly for more in this batch')
    // a partner that asks for time gets it: the rest of the batch does not call it again
    if (pause) throw new Postponed(pause)
    line ??= openConnection(ctx, connection)
    try {
      return await able(await line, 'gifts', 'order')(order)
    } catch (cause) {
      if (cause instanceof RetryLater) pause = cause
      throw cause
    }
  }
  const once: FetchOrder = (order) => {
    const fetching = orders.get(order) ?? fetchOrder(order)
    orders.set(order, fetching)
    return fetching
  }
  const looked: Looked[] = []
  for (const hook of hooks) looked.push(await look(hook, once))
  return looked
}

/** It was not asked for, since the partner wants to be left alone for a while. */
class Postponed extends Error {
  readonly after_ms: number
  constructor({ message, after_ms }: RetryLater) {
    super(message)
    this.after_ms = after_ms
  }
}

async function look(hook: StoredHook, fetchOrder: FetchOrder): Promise<Looked> {
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
    changed: reading.looks.flatMap(({ kind }) => (kind === 'order' || kind === 'state' ? [] : [kind])),
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
  if (cause instanceof PersonMustAct) {
    const todo = `${cause.todo} Then replay the webhooks that were set aside.`
    return { hook, outcome: 'set_aside', reason, todo }
  }
  if (cause instanceof PartnerRejects) return { hook, outcome: 'set_aside', reason }
  const after_ms = cause instanceof RetryLater || cause instanceof Postponed ? cause.after_ms : 0
  return { hook, outcome: 'later', reason, after_ms, tried: !(cause instanceof Postponed) }
}
