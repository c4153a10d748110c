import { type ConnectionConfig, type Instant, PersonMustAct } from '../contract/index.ts'
import type { Api } from './api.ts'
import { type Credentials, provision, type Provision, type Settings } from './settings.ts'

/** An open line to one pretix organizer: what every verb is given. */
export interface Line {
  api: Api
  settings: Settings
  /** what `enable` made; throws when it was never called, or answered something else */
  provision(): Provision
  /** the same, or null */
  provisioned: Provision | null
  now(): Instant
}

export function makeLine(
  config: ConnectionConfig<Settings, Credentials>,
  api: Api,
  now: () => Instant,
): Line {
  const parsed = provision.safeParse(config.provision)
  return {
    api,
    settings: config.settings,
    provisioned: parsed.data ?? null,
    now,
    provision() {
      if (parsed.success) return parsed.data
      throw new PersonMustAct(
        'This connection does not know what it has in pretix.',
        'Enable the connection: what is already there is found again, nothing is made twice.',
      )
    },
  }
}
