import { createFront, isForFront } from './front.ts'
import type { FrontContext } from './platform/context.ts'
import type { Env, InboxMessage } from './platform/env.ts'

/** All but the front is a module of its own, evaluated when it is first needed. */
const loadWhole = () => import('./whole.ts')

/**
 * The Worker's handlers: requests, the queue and its dead letters, cron.
 * @param contextOf makes what one invocation may touch; tests of the whole hand in their own clock
 */
export function createWorker(contextOf: (env: Env) => FrontContext) {
  const front = createFront(contextOf)
  let app: { fetch: typeof front.fetch } | undefined

  return {
    async fetch(request: Request, env: Env, execution: ExecutionContext) {
      if (isForFront(request)) return front.fetch(request, env, execution)
      const { createApp, wholeContext } = await loadWhole()
      app ??= createApp((of) => wholeContext(contextOf(of)))
      return app.fetch(request, env, execution)
    },

    async queue(batch, env) {
      const { wholeContext, workQueue } = await loadWhole()
      await workQueue(wholeContext(contextOf(env)), batch)
    },

    async scheduled({ cron }, env) {
      const { wholeContext, workCron } = await loadWhole()
      await workCron(wholeContext(contextOf(env)), cron)
    },
  } satisfies ExportedHandler<Env, InboxMessage>
}
