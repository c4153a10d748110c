import { createApp } from './app.ts'
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
import { contextOf, type Context } from './platform/context.ts'
import type { Env, InboxMessage } from './platform/env.ts'

export { ReservationWorkflow } from './invitations/workflow.ts'

const app = createApp(contextOf)
const DEAD_LETTERS = 'fauteuil-inbox-dead'
const NIGHTLY = '17 3 * * *'

/** Each on its own: one that fails is logged and does not keep the others from their work. */
const every_minute = [requeueHooks, convertWaiting, restartHalted, endTurns, closeEvenings, rollUp, mailOut]
const every_night = [syncAll, reconcileAll, pollLateScans, eraseBodies, eraseTickets, purgeWrites]

async function mailOut(ctx: Context): Promise<void> {
  await sendMails(ctx, writeMail)
}

async function rollUp(ctx: Context): Promise<void> {
  await ctx.db.call('roll_up', {})
}

export default {
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
