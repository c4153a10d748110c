import { and, eq, getTableColumns, inArray } from 'drizzle-orm'
import { bookFees, postGifts } from '../gifts/index.ts'
import { openSeats, recordSeats, syncPerformances } from '../invitations/index.ts'
import { showTrouble } from '../people/index.ts'
import { later, type Instant } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { connection as connections, inbox } from '../platform/schema/index.ts'
import { type Changed, failedLook, lookAll, type Looked, type StoredHook } from './look.ts'
import { reconcile } from './reconcile.ts'

/** Waits between tries of one webhook; after the last it is set aside for a person. */
const BACK_OFF_MS = [10_000, 60_000, 300_000, 1_800_000, 7_200_000, 21_600_000, 86_400_000]

/**
 * Works on stored webhooks, up to a queue's batch: looks at what they point to, books seats and gifts (the gifts of all
 * in one round trip, which also marks their webhooks done), then converts. What fails is tried again later, alone.
 */
export async function workHooks(ctx: Context, ids: readonly string[]): Promise<void> {
  const hooks = await stillWaiting(ctx, ids)
  const found = (
    await Promise.all(
      [...Map.groupBy(hooks, (hook) => hook.connection.id).values()].map((of) =>
        lookAll(ctx, of[0]!.connection, of),
      ),
    )
  ).flat()
  // All else first: it can be recorded again, while a webhook marked done is not looked at again.
  await bookSeats(ctx, found)
  await bookMovements(ctx, found)
  const looked = await withChanged(ctx, await withChanged(ctx, found, 'performances'), 'books')
  const seen = looked.filter((one) => one.outcome === 'seen')
  const observations = seen.flatMap(({ hook, states }) =>
    states.flatMap((state) => state.gifts.map((gift) => ({ connection_id: hook.connection.id, gift }))),
  )
  if (seen.length > 0) {
    const conventions = await postGifts(
      ctx,
      observations,
      seen.map(({ hook }) => hook.id),
    )
    for (const convention_id of conventions) await openSeats(ctx, convention_id)
  }
  await settle(ctx, looked)
}

async function bookSeats(ctx: Context, looked: Looked[]): Promise<void> {
  const seen = looked.filter((one) => one.outcome === 'seen')
  for (const [connection_id, of] of Map.groupBy(seen, (one) => one.hook.connection.id)) {
    const states = of.flatMap((one) => one.states)
    await recordSeats(ctx, connection_id, states)
  }
}

/** What moved on payment accounts; a fee is booked once its gift is, now or within a minute. */
async function bookMovements(ctx: Context, looked: Looked[]): Promise<void> {
  const moved = looked.flatMap((one) =>
    one.outcome === 'seen'
      ? one.states.map(({ movements = [] }) => ({ connection_id: one.hook.connection.id, movements }))
      : [],
  )
  if (moved.some(({ movements }) => movements.length > 0)) await bookFees(ctx, moved)
}

/**
 * Reads what changed as a whole, once for each connection: the list of performances, or the partner's own books. If it cannot
 * be had, those webhooks wait.
 */
async function withChanged(ctx: Context, looked: Looked[], kind: Changed): Promise<Looked[]> {
  const readWhole = { performances: syncPerformances, books: reconcile }[kind]
  const tells = (one: Looked) => one.outcome === 'seen' && one.changed.includes(kind)
  const failures = new Map<string, (hook: StoredHook) => Looked>()
  for (const id of new Set(looked.filter(tells).map(({ hook }) => hook.connection.id))) {
    const paused = looked.find((one) => one.hook.connection.id === id && isPaused(one))
    if (paused) failures.set(id, (hook) => ({ ...paused, hook, tried: false }))
    else
      await readWhole(ctx, id).catch((cause: unknown) => failures.set(id, (hook) => failedLook(hook, cause)))
  }
  return looked.map((one) => (tells(one) ? (failures.get(one.hook.connection.id)?.(one.hook) ?? one) : one))
}

/** Its partner has asked for time in this batch. */
const isPaused = (one: Looked): boolean => one.outcome === 'later' && one.after_ms > 0

/**
 * A queue's batch: together when it goes well, else one by one, so that a poison message holds back none of the others.
 * Answers the ids that failed.
 */
export async function workBatch(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
  const failed = new Set<string>()
  try {
    await workHooks(ctx, ids)
  } catch (whole) {
    ctx.log('batch_failed', { webhooks: ids.length, cause: String(whole) })
    for (const id of ids) {
      await workHooks(ctx, [id]).catch((cause: unknown) => {
        failed.add(id)
        ctx.log('webhook_failed', { id, cause: String(cause) })
      })
    }
  }
  return failed
}

/** What the queue gave up on is set aside, for a person to read and replay. */
export async function setDeadAside(ctx: Context, ids: readonly string[]): Promise<void> {
  const reason = 'working on it failed again and again; the log tells more'
  await ctx.db.call('settle_hooks', {
    now: ctx.now(),
    outcomes: ids.map((id) => ({ id, state: 'set_aside', reason })),
  })
}

async function stillWaiting(ctx: Context, ids: readonly string[]): Promise<StoredHook[]> {
  const { id, body, tries } = getTableColumns(inbox)
  return ctx.db.read
    .select({ id, body, tries, connection: getTableColumns(connections) })
    .from(inbox)
    .innerJoin(connections, eq(connections.id, inbox.connection_id))
    .where(and(inArray(inbox.id, [...ids]), eq(inbox.state, 'received')))
    .orderBy(inbox.id)
}

async function settle(ctx: Context, looked: readonly Looked[]): Promise<void> {
  const now = ctx.now()
  const outcomes = looked.flatMap((one) => (one.outcome === 'seen' ? [] : [outcomeOf(one, now)]))
  if (outcomes.length > 0) await ctx.db.call('settle_hooks', { now, outcomes })
  const troubles = new Map<string, { message: string; todo: string }>()
  for (const one of looked) {
    if (one.outcome === 'set_aside' && one.todo)
      troubles.set(one.hook.connection.id, { message: one.reason, todo: one.todo })
  }
  for (const [subject, { message, todo }] of troubles)
    await showTrouble(ctx, 'connection', subject, message, todo)
}

function outcomeOf(one: Exclude<Looked, { outcome: 'seen' }>, now: Instant) {
  const { id, tries } = one.hook
  if (one.outcome !== 'later') return { id, state: one.outcome, reason: one.reason }
  const { reason, after_ms, tried } = one
  if (!tried) return { id, state: 'received', reason, next_try_at: later(now, after_ms), tried }
  const wait_ms = BACK_OFF_MS[tries]
  return wait_ms === undefined
    ? { id, state: 'set_aside', reason: `tried ${tries + 1} times: ${reason}` }
    : { id, state: 'received', reason, next_try_at: later(now, Math.max(wait_ms, after_ms)) }
}
