import type { Adapter, ConnectionConfig, PartnerTools } from './contract/index.ts'
import { open } from './open/index.ts'
import { pretix } from './pretix/index.ts'

/** Hides a platform's own types behind its schemas: what comes from the database is checked before it is used. */
function listed<Settings, Credentials>(adapter: Adapter<Settings, Credentials>) {
  return {
    ...adapter,
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
export const adapters = { pretix: listed(pretix), open: listed(open) } as const
export type Platform = keyof typeof adapters
export const isPlatform = (word: string): word is Platform => Object.hasOwn(adapters, word)
