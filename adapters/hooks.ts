import type { HookRequest, HookSecrets, HookVerdict } from './contract/index.ts'
import type { Platform } from './registry.ts'

/** What is needed of a platform to receive its webhooks. */
export interface HookDoor {
  /**
   * Where one address serves all connections (`Adapter.shared`): the place, as `registry.ts` names it, of the connection that
   * an account belongs to; null: no account is named so. Absent: each connection has an address of its own.
   */
  placeOf?(account: string): Promise<string | null>
  /** see `Adapter.verify` */
  verify(hook: HookRequest, secrets: HookSecrets): Promise<HookVerdict>
}

/**
 * Every platform's door, by its own word: what a webhook needs of an adapter is loaded when the first one comes, the rest
 * (`registry.ts`) when it is worked on.
 */
export const hookDoors: Readonly<Record<Platform, HookDoor>> = {
  pretix: { verify: async (...it) => (await import('./pretix/verify.ts')).verify(...it) },
  open: { verify: async (...it) => (await import('./open/verify.ts')).verify(...it) },
  stripe: {
    placeOf: async (...it) => (await import('./stripe/verify.ts')).placeOf(...it),
    verify: async (...it) => (await import('./stripe/verify.ts')).verify(...it),
  },
}

export const hasDoor = (word: string): word is Platform => Object.hasOwn(hookDoors, word)
