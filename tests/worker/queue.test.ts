import { beforeAll, expect, test } from 'vitest'
import { later } from '../../src/platform/clock.ts'
import type { Context } from '../../src/platform/context.ts'
import { workQueue } from '../../src/whole.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, NOW } from '../setup/world.ts'

// The queue's handler: after a batch the postings are rolled up, but not after each of a rush.

let app: TestApp
beforeAll(async () => {
  app = testApp(await freshWorld())
})

const batch = { queue: 'fauteuil-inbox', messages: [] } as unknown as MessageBatch<{ id: string }>
/** Works on a batch, so long after the others began. Answers the verbs that were called, and what was logged. */
async function workAfter(passed_ms: number, fault?: Error): Promise<{ called: string[]; logged: string[] }> {
  const [called, logged]: [string[], string[]] = [[], []]
  const call: Context['db']['call'] = async (verb, arg) => {
    called.push(verb)
    if (fault) throw fault
    return app.ctx.db.call(verb, arg)
  }
  const ctx: Context = {
    ...app.ctx,
    now: () => later(NOW, passed_ms),
    db: { ...app.ctx.db, call },
    log: (event, about) => void logged.push(`${event} ${String(about['task'])}`),
  }
  await workQueue(ctx, batch)
  return { called, logged }
}
const rolled = { called: ['roll_up'], logged: [] }
const nothing = { called: [], logged: [] }

test('rolls up after a batch, once in ten seconds, and a fault of it fails no batch', async () => {
  expect(await workAfter(0)).toEqual(rolled)
  expect(await workAfter(0)).toEqual(nothing)
  expect(await workAfter(9_999)).toEqual(nothing)
  expect(await workAfter(10_000)).toEqual(rolled)
  expect(await workAfter(19_999)).toEqual(nothing)
  const failed = await workAfter(20_000, new Error('no database'))
  expect(failed).toEqual({ called: ['roll_up'], logged: ['task_failed rollUp'] })
  expect(await workAfter(20_001)).toEqual(nothing)
  expect(await workAfter(30_000)).toEqual(rolled)
})
