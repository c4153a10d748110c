import { type Json, type Partner, partnerHttp } from '../../../adapters/contract/index.ts'
import { pretix } from '../../../adapters/pretix/index.ts'

type Fetch = typeof globalThis.fetch
type Choices = Partial<{ wrap(fetch: Fetch): Fetch; settings: Record<string, Json> }>

/** What of a season the adapter is told. */
export interface Venue {
  url: string
  organizer: string
  token: string
  subscription: { event: string }
  performance_events: string[]
}

/** The adapter on a real line to this pretix: no pace, which a server of one's own does not ask for. */
export function openPartner(
  season: Venue,
  provision: Json,
  { wrap, settings = {} }: Choices = {},
): Required<Partner> {
  const config = {
    settings: pretix.settings.parse({
      address: season.url,
      organizer: season.organizer,
      subscription_event: season.subscription.event,
      performance_events: season.performance_events,
      ...settings,
    }),
    credentials: { token: season.token },
    provision,
  }
  return pretix.open(config, {
    now: () => new Date().toISOString(),
    http: (tools) =>
      partnerHttp(tools, {
        fetch: wrap ? wrap(fetch) : fetch,
        guard: () => {},
        sleep: async (duration_ms) => new Promise((done) => setTimeout(done, duration_ms)),
        now_ms: () => Date.now(),
        pace_ms: 0,
        timeout_ms: 30_000,
        max_bytes: 5_000_000,
      }),
  }) as Required<Partner>
}

export const STEP = {
  title: { fr: 'Partager un fauteuil', en: 'Share a seat' },
  description: {
    fr: 'Ajoutez le montant de votre choix : il ouvre des places pour des personnes invitées par des associations. Zéro est une réponse normale.',
    en: 'Add any amount you like: it opens seats for people invited by local associations. Zero is a normal answer.',
  },
}
