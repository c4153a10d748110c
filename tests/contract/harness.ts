import type { TestContext } from 'vitest'
import type {
  Adapter,
  Capability,
  EnableRequest,
  HookSecrets,
  Instant,
  Json,
  Partner,
} from '../../adapters/contract/index.ts'

export type Fetch = typeof globalThis.fetch

/** A webhook as the partner sent it, to be given to `verify` and `read` unchanged. */
export interface CapturedHook {
  headers: Headers
  body: string
  /** the last segment of the address it was sent to */
  token: string
}

/** What the venue and its public do on the partner's side, never through the adapter. */
export interface Venue {
  /** Announces a performance with this many places in all; answers the reference that the adapter uses for it. */
  newPerformance(request: { seats: number }): Promise<string>
  movePerformance(performance: string, starts_at: Instant): Promise<void>
  cancelPerformance(performance: string): Promise<void>
  /** The public buys every place still free for it (none of those kept aside). */
  fillPerformance(performance: string): Promise<void>
  /** The venue's own count: `sold` = ways in now valid (invitations among them), `free` = places left for the public. */
  count(performance: string): Promise<{ sold: number; free: number }>
  /** A subscription is bought and paid; `cents` 0 buys it without a gift. Answers the order as the adapter names it. */
  buyWithGift(request: { cents: number }): Promise<string>
  /** The counter changes what this order gave (more than 0). */
  changeGift(order: string, cents: number): Promise<void>
  /** The counter cancels the gift line and keeps the subscription. */
  cancelGift(order: string): Promise<void>
  /** The whole order is cancelled and paid back. */
  cancelOrder(order: string): Promise<void>
  /** The door lets this way in enter. */
  scanAtDoor(seat: { performance: string; order: string; position: string }): Promise<void>
}

export interface Harness {
  adapter: Adapter
  /**
   * Opens a line to the partner; `wrap` stands between the adapter and the network. Pace should be 0 and
   * `sleep` real, as in production otherwise.
   */
  open(provision: Json, wrap?: (fetch: Fetch) => Fetch): Partner
  /** what `enable` is called with; its hook address ends in one of `secrets.tokens` */
  enable: EnableRequest
  /** the provision to use where `enable` is not declared */
  provision?: Json
  secrets: HookSecrets
  venue: Venue
  /** Runs `act`, waits until the partner has delivered what it causes (10 s at most), and answers those webhooks. */
  hooksAfter(act: () => Promise<unknown>): Promise<CapturedHook[]>
  /** the partner's present time */
  now(): Instant
  stop(): Promise<void>
}

/** What the tests share: one harness, one provision, the line that is open now. */
export interface Line {
  readonly harness: Harness
  readonly venue: Venue
  /** Typed as complete: a test asks `needs` before it calls an optional part. */
  readonly partner: Required<Partner>
  provision: Json
  /** A second line, with something between it and the network. */
  through(wrap: (fetch: Fetch) => Fetch): Required<Partner>
  /** A second line that was never told what `enable` made. */
  forgetful(): Required<Partner>
  /** Skips the test, saying why, unless all of these are declared. */
  needs(ctx: TestContext, ...capabilities: Capability[]): void
}

export function makeLine(current: () => Harness): Line {
  let opened: { provision: Json; partner: Required<Partner> } | null = null
  const line: Line = {
    provision: null,
    get harness() {
      return current()
    },
    get venue() {
      return current().venue
    },
    get partner() {
      if (opened?.provision !== line.provision) {
        opened = { provision: line.provision, partner: current().open(line.provision) as Required<Partner> }
      }
      return opened.partner
    },
    through: (wrap) => current().open(line.provision, wrap) as Required<Partner>,
    forgetful: () => current().open(null) as Required<Partner>,
    needs(ctx, ...capabilities) {
      const { adapter } = current()
      const missing = capabilities.filter((capability) => !adapter.capabilities[capability])
      if (missing.length > 0) ctx.skip(`${adapter.platform} does not declare ${missing.join(', ')}`)
    },
  }
  return line
}

/** Asks again until there is an answer, 10 s at most. */
export async function until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  for (let turn = 0; turn < 100; turn += 1) {
    const answer = await ask()
    if (answer !== null) return answer
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`${what}: nothing after 10 s`)
}
