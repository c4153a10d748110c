import { auditNightly, watch } from './audit/index.ts'
import { refreshSteps } from './conventions/index.ts'
import { bookWaitingFees } from './gifts/index.ts'
import { eraseBodies, reconcileAll, requeueHooks, setDeadAside, workBatch } from './hooks/index.ts'
import {
  closeEvenings,
  convertWaiting,
  endTurns,
  eraseTickets,
  pollLateScans,
  restartHalted,
  syncAll,
} from './invitations/index.ts'
import { purgeWrites, sendMails } from './people/index.ts'
import type { Context } from './platform/context.ts'
import type { InboxMessage } from './platform/env.ts'
import { writeMail } from './portal/index.ts'
import { guardSteps, publishSteps, purgeConsents } from './step/index.ts'

// Everything but the front; `worker.ts` loads it when it is first needed.
export { createApp } from './app.ts'
export { wholeContext } from './platform/whole-context.ts'

const DEAD_LETTERS = 'fauteuil-inbox-dead'
const NIGHTLY = '17 3 * * *'

/** Each on its own: one that fails is logged and does not keep the others from their work. */
const every_minute = [
  requeueHooks,
  convertWaiting,
  bookWaitingFees,
  restartHalted,
  endTurns,
  closeEvenings,
  rollUp,
  guardSteps,
  showSteps,
  mailOut,
  watch,
]
const every_night = [
  refreshSteps,
  syncAll,
  reconcileAll,
  pollLateScans,
  // after the books were caught up with
  auditNightly,
  eraseBodies,
  eraseTickets,
  purgeWrites,
  purgeConsents,
]

async function mailOut(ctx: Context): Promise<void> {
  await sendMails(ctx, writeMail)
}

async function showSteps(ctx: Context): Promise<void> {
  await publishSteps(ctx)
}

async function rollUp(ctx: Context): Promise<void> {
  await ctx.db.call('roll_up', {})
}

/** In a rush; else once a minute, by cron. */
const ROLL_UP_EVERY_MS = 10_000
/** by this isolate, after a batch */
let rolled_up_ms = 0

/** So that whoever reads figures while a season opens adds up the postings of seconds, not those of a minute. */
async function rollUpInARush(ctx: Context): Promise<void> {
  const now_ms = Date.parse(ctx.now())
  if (Math.abs(now_ms - rolled_up_ms) < ROLL_UP_EVERY_MS) return
  rolled_up_ms = now_ms
  // the batch is done all the same, and cron comes
  await attempt(ctx, rollUp)
}

/** A batch of the queue, or of its dead letters. */
export async function workQueue(ctx: Context, batch: MessageBatch<InboxMessage>): Promise<void> {
  const ids = batch.messages.map(({ body }) => body.id)
  if (batch.queue === DEAD_LETTERS) return setDeadAside(ctx, ids)
  const failed = await workBatch(ctx, ids)
  for (const message of batch.messages) {
    if (failed.has(message.body.id)) message.retry({ delaySeconds: 30 })
  }
  await rollUpInARush(ctx)
}

/** @param cron as in wrangler.toml */
export async function workCron(ctx: Context, cron: string): Promise<void> {
  for (const task of cron === NIGHTLY ? every_night : every_minute) await attempt(ctx, task)
}

/** One that fails is logged. */
async function attempt(ctx: Context, task: (ctx: Context) => Promise<unknown>): Promise<void> {
  await task(ctx).catch((cause: unknown) => ctx.log('task_failed', { task: task.name, cause: String(cause) }))
}
