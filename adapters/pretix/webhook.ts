import type { Check } from '../contract/index.ts'
import { ACTIONS } from './hooks.ts'
import type { Line } from './line.ts'
import { findOurs, MARK, type Made, mend } from './mend.ts'
import { pretixHook } from './settings.ts'

const PATH = 'webhooks/'

/** One webhook for the connection, to one address: two would bring everything twice. */
export async function provisionWebhook(line: Line, url: string): Promise<{ hook: number; check: Check }> {
  const { settings, provisioned } = line
  const events = [...new Set([settings.subscription_event, ...settings.performance_events])]
  const wanted = {
    path: PATH,
    id: provisioned?.hook,
    isOurs: (made: Made) => isOurs(line, made, url),
    fields: {
      enabled: true,
      target_url: url,
      all_events: false,
      limit_events: events,
      action_types: [...ACTIONS],
      comment: MARK,
    },
  }
  const made = await mend(line.api, wanted)
  const hook = await line.api.get(pretixHook, `${PATH}${made.id}/`)
  const { items } = await line.api.list(pretixHook, PATH)
  const doubles = items.filter(
    ({ id, enabled, target_url }) => id !== hook.id && enabled && target_url === url,
  )
  const ok = hook.enabled && hook.target_url === url && doubles.length === 0
  const detail = ok
    ? `webhook ${hook.id} tells us of ${events.length} events`
    : `webhook ${hook.id} is off or goes elsewhere, or ${doubles.map(({ id }) => id).join(', ')} go to the same address`
  return { hook: hook.id, check: { name: 'webhook', ok, detail } }
}

export async function disableWebhook(line: Line): Promise<void> {
  const search = { path: PATH, id: line.provisioned?.hook, isOurs: (made: Made) => isOurs(line, made, null) }
  const found = await findOurs(line.api, search)
  if (found) {
    await mend(line.api, { ...search, id: found.id, fields: { enabled: false } })
  }
}

/** Marked as ours and of the same subscriptions: another connection to this organizer has its own. */
function isOurs({ settings }: Line, made: Made, url: string | null): boolean {
  const hook = pretixHook.safeParse(made).data
  if (!hook) return false
  return (
    hook.target_url === url ||
    (hook.comment === MARK && hook.limit_events.includes(settings.subscription_event))
  )
}
