import { reservationWorkflow } from '../../../src/invitations/workflow.ts'
import type { Env, InboxMessage } from '../../../src/platform/env.ts'
import { createWorker } from '../../../src/worker.ts'
import { contextHere } from './context.ts'
import { here, tell, underWay } from './here.ts'
import { workOn } from './queue.ts'
import type { Marked, Told } from './state.ts'
import { stepsHere } from './steps.ts'

/**
 * The Worker as it is deployed, its handlers untouched, with the harness's hand on its clock: sleeping, waiting and
 * trying again happen in the time of the schedule. `/__faults` is the harness's own door; what is deployed has none.
 */
export interface Bindings extends Env {
  /** straight to the dead letters, for what was tried too often while the harness kept it */
  DEAD: Queue<InboxMessage>
}

const worker = createWorker(contextHere)

const Saga = reservationWorkflow(contextHere, stepsHere)
export class ReservationWorkflow extends Saga {
  override async run(...given: Parameters<InstanceType<typeof Saga>['run']>): Promise<void> {
    const { schedule } = given[0].payload as unknown as Marked
    // the engine may wake it before the harness has said what time it is
    while (here.schedule === '') await scheduler.wait(5)
    if (schedule !== here.schedule) return
    const { under_way } = here
    under_way.running += 1
    under_way.starting.delete(given[0].instanceId)
    try {
      await super.run(...given)
    } finally {
      under_way.running -= 1
    }
  }
}

export default {
  async fetch(request, env, execution) {
    if (new URL(request.url).pathname !== '/__faults') return worker.fetch(request, env, execution)
    const { deliver = [], ...told } = await request.json<Told & { deliver?: Marked[] }>()
    tell(told)
    here.under_way.messages += deliver.length
    for (const body of deliver) await env.INBOX.send(body)
    return Response.json(underWay())
  },
  queue: async (batch, env) => workOn(worker, batch, env),
  scheduled: async (event, env) => worker.scheduled(event, env),
} satisfies ExportedHandler<Bindings, InboxMessage>
