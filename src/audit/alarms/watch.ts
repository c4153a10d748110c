import type { Context } from '../../platform/context.ts'
import type { Alarm } from './alarm.ts'
import { held } from './held.ts'
import { inboxQueue } from './inbox-queue.ts'
import { outboxQueue } from './outbox-queue.ts'
import { rollUp } from './roll-up.ts'
import { silence } from './silence.ts'
import { unbooked } from './unbooked.ts'
import { unknown } from './unknown.ts'

const ALARMS: readonly Alarm[] = [unbooked, silence, unknown, held, inboxQueue, outboxQueue, rollUp]

/**
 * Looks at everything that is watched; what is found is shown to a person, what is not any more is resolved. One that cannot
 * be looked at stays as it was and keeps no other. A round trip for each, and one for all that was found.
 */
export async function watch(ctx: Context, alarms = ALARMS): Promise<void> {
  const looked = await Promise.allSettled(alarms.map((alarm) => alarm.find(ctx)))
  const kinds: string[] = []
  const found: object[] = []
  for (const [n, { kind }] of alarms.entries()) {
    const one = looked[n]!
    if (one.status === 'rejected') ctx.log('alarm_failed', { kind, cause: String(one.reason) })
    else {
      kinds.push(kind)
      found.push(...one.value.map((raised) => ({ kind, ...raised })))
    }
  }
  if (kinds.length > 0) await ctx.db.call('keep_troubles', { kinds, found, now: ctx.now() })
}
