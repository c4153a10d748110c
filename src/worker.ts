import { createApp } from './app.ts'
import { auditNightly, watch } from './audit/index.ts'
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
  writeMail,
} from './invitations/index.ts'
import { purgeWrites, sendMails } from './people/index.ts'
import type { Context } from './platform/context.ts'
import type { Env, InboxMessage } from './platform/env.ts'

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
  mailOut,
  watch,
]
const every_night = [
  syncAll,
  reconcileAll,
  pollLateScans,
  // after the books were caught up with
  auditNightly,
  eraseBodies,
  eraseTickets,
  purgeWrites,
]

async function mailOut(ctx: Context): Promise<void> {
  await sendMails(ctx, writeMail)
}

async function rollUp(ctx: Context): Promise<void> {
  await ctx.db.call('roll_up', {})
}

/**
 * The Worker's handlers: requests, the queue and its dead letters, cron.
 * @param contextOf makes what one invocation may touch; tests of the whole hand in their own clock
 */
export function createWorker(contextOf: (env: Env) => Context) {
  const app = createApp(contextOf)
  return {
    fetch: app.fetch,

    async queue(batch, env) {
      const ctx = contextOf(env)
      const ids = batch.messages.map(({ body }) => body.id)
      if (batch.queue === DEAD_LETTERS) return setDeadAside(ctx, ids)
      const failed = await workBatch(ctx, ids)
      for (const message of batch.messages) {
        if (failed.has(message.body.id)) message.retry({ delaySeconds: 30 })
      }
    },

    async scheduled({ cron }, env) {
      const ctx = contextOf(env)
      for (const task of cron === NIGHTLY ? every_night : every_minute) {
        await task(ctx).catch((cause: unknown) =>
          ctx.log('task_failed', { task: task.name, cause: String(cause) }),
        )
      }
    },
  } satisfies ExportedHandler<Env, InboxMessage>
}
