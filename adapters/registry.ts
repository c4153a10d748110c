import {
  placeAt,
  type Adapter,
  type ConnectionConfig,
  type Json,
  type PartnerTools,
} from './contract/index.ts'
import { open } from './open/index.ts'
import { pretix } from './pretix/index.ts'
import { stripe } from './stripe/index.ts'

/**
 * Hides a platform's own types behind its schemas: what comes from the database is checked before it is used.
 * @param place where its gifts are sold, below the address
 */
function listed<Settings, Credentials>(
  adapter: Adapter<Settings, Credentials>,
  place: (settings: Settings) => string[],
) {
  return {
    ...adapter,
    /** see `placeAt` */
    place: (settings: unknown) => {
      const known = adapter.settings.parse(settings)
      return placeAt(adapter.address(known), place(known))
    },
    stepPlace: (settings: unknown, provision: unknown) =>
      adapter.stepPlace?.({ settings: adapter.settings.parse(settings), provision: provision as Json }) ??
      null,
    address: (settings: unknown) => adapter.address(adapter.settings.parse(settings)),
    open: (config: ConnectionConfig<unknown, unknown>, tools: PartnerTools) =>
      adapter.open(
        {
          settings: adapter.settings.parse(config.settings),
          credentials: adapter.credentials.parse(config.credentials),
          provision: config.provision,
        },
        tools,
      ),
  }
}

/** Every platform, by its own word. A new one is a folder and a line here. */
export const adapters = {
  pretix: listed(pretix, ({ organizer, subscription_event }) => [organizer, subscription_event]),
  open: listed(open, () => []),
  stripe: listed(stripe, ({ account }) => [account]),
} as const
export type Platform = keyof typeof adapters
export const isPlatform = (word: string): word is Platform => Object.hasOwn(adapters, word)
