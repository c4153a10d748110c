import { reservationWorkflow } from './invitations/workflow.ts'
import { contextOf } from './platform/context.ts'
import { createWorker } from './worker.ts'

/** What wrangler.toml names. */
export class ReservationWorkflow extends reservationWorkflow(contextOf) {}

export default createWorker(contextOf)
