/** A gift as its partner's own books have it now. */
export interface TheirGift {
  reference: string
  cents: number
}
/** A booking of ours as the partner's own books have it now, cancelled and ended ones included. */
export interface TheirBooking {
  order: string
  reference: string
  reservation_id: string
  performance: string
  status: 'held' | 'confirmed' | 'cancelled' | 'expired'
  seats: { position: string; valid: boolean; scanned: boolean }[]
}
export interface TheirPerformance {
  id: string
  starts_at: string
  cancelled: boolean
  /** places kept aside for us, booked ones included */
  kept_aside: number
}

/**
 * A partner emulated with the behaviour of the real one and with books of its own: the least that a schedule wants of one.
 */
export interface Emulated {
  name: string
  /** where it listens itself, behind the partner side */
  own_url: string
  gifts(): TheirGift[]
  /** where it was told to send its webhooks; null when it was told to send none */
  hookUrl(): string | null
  /** what it signs them with */
  secret(): string
  /** headers of a genuine webhook of this body, signed now; with what it signs with, if nothing else is given */
  sign(id: string, body: string, secret?: string): Record<string, string>
  /** how far its clock is from the schedule's */
  skew_ms: number
  /** when it next tries to deliver a webhook, by the schedule's clock; null when nothing waits */
  next_ms(): number | null
  /** time has passed: it tries what is due */
  wake(): Promise<void>
  /** answers when all that it tries now was tried */
  settled(): Promise<void>
  /** everything is as it was when it was remembered */
  reset(): Promise<void>
  /** what is there now is what `reset` brings back */
  remember(): void
  stop: () => Promise<void>
}

/** A ticketing: it sells subscriptions with gifts, issues tickets, and scans them. */
export interface Venue extends Emulated {
  /** where the Worker reaches it: the partner side, in front of it */
  url: string
  /** somebody subscribes with a gift; answers the order. Throws what it refuses */
  give(cents: number): Promise<string>
  /** what is paid of it from now on: less when it is paid back in part, more when a refund was cancelled */
  change(order: string, cents: number): Promise<void>
  /** pays all of it back */
  cancel(order: string): Promise<void>
  bookings(): TheirBooking[]
  performances(): TheirPerformance[]
  cancelPerformance(id: string): Promise<void>
  movePerformance(id: string, to_ms: number): Promise<void>
  /** the public buys so many seats */
  sell(id: string, seats: number): Promise<void>
  /** the counter cancels a booking of ours, or only these seats of it, which it should not */
  cancelBooking(order: string, positions?: readonly string[]): Promise<void>
  scan(position: string): Promise<void>
  undoScan(position: string): Promise<void>
}
