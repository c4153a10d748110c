export function newEvent(fields: {
  id: string
  created: number
  livemode: boolean
  /** on whose account it happened; absent on the platform's own */
  account: string | undefined
  type: string
  data: { object: object; previous_attributes?: object }
  pending_webhooks: number
  request: { id: string | null; idempotency_key: string | null }
}) {
  return { ...fields, object: 'event' as const, api_version: API_VERSION }
}
export type Event = ReturnType<typeof newEvent>

/** The version that events are written in and that is answered when none is asked for. */
export const API_VERSION = '2026-10-28.endive'

/** Where events go. `connect`: those of connected accounts; else the platform's own. */
export function newEndpoint({
  id,
  created,
  livemode,
  url,
  enabled_events,
}: {
  id: string
  created: number
  livemode: boolean
  url: string
  enabled_events: string[]
}) {
  return {
    id,
    object: 'webhook_endpoint' as const,
    api_version: API_VERSION,
    application: null,
    created,
    description: null,
    enabled_events,
    livemode,
    metadata: {},
    status: 'enabled' as 'enabled' | 'disabled',
    url,
  }
}
export type EndpointObject = ReturnType<typeof newEndpoint>
