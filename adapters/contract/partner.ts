import type { z } from 'zod'
import type { PartnerHttp, PartnerHttpTools } from './http.ts'

/** The parts of the interface that a platform may or may not have. A part not declared is never called. */
export const CAPABILITIES = [
  'enable', // provisions the donation step, the invitation product and the webhook; `disable` takes it back
  'gifts', // tells what a subscriber's order gave, line by line
  'pay', // opens a page on which one gift is paid to the donee
  'performances', // lists what the structure plays
  'allot', // keeps seats aside for invitations
  'reserve', // books invitation seats under our reference, and finds them again by it
  'tickets', // hands out the tickets it issued
  'cancel', // takes back a booking, whole or seat by seat
  'attendance', // says who came, seat by seat
  'reconcile', // lists its own books, to be compared with the ledger
] as const
export type Capability = (typeof CAPABILITIES)[number]

/** How a declared capability was verified; printed in the generated adapter page. */
export type Verification = 'real server' | 'recorded answers' | 'reference server' | 'emulated server'

/** An ISO 8601 instant in UTC, such as `2026-11-22T19:30:00.000Z`. */
export type Instant = string
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
/** A text in French, English, and other languages where it has them; French is what is shown when one is missing. */
export interface Localised {
  fr: string
  en: string
  de?: string
  nl?: string
  it?: string
  es?: string
}

/** A webhook as it arrived: the raw body is what was signed. */
export interface HookRequest {
  headers: Headers
  body: string
  /** the last segment of the address it came to */
  token: string
  now: Instant
}
/** The secrets that a connection accepts now: during a rotation there are two. */
export interface HookSecrets {
  /** unguessable last segments of the webhook address, for platforms that do not sign */
  tokens: readonly string[]
  /** `whsec_…` signing secrets, for platforms that do */
  signing: readonly string[]
  /** the deployment's own key, where it has one: events made with another kind of it are none of ours */
  key?: string
}
export type HookVerdict =
  | {
      genuine: true
      event_id: string
      /** whose it is, where all connections share one address; null: nobody's */
      account?: string | null
      /** what is stored of the body: all of it, unless less is enough to know where to look */
      kept?: string
      /** why there is nothing to work on */
      ignored?: string
    }
  | { genuine: false; reason: string }

/** What the deployment itself was given at a platform where one access of ours serves all connections. */
export interface OwnAccess {
  /** where its API is */
  address: string
  key: string
  /** what its webhooks are signed with; two while one is being rotated */
  signing: readonly string[]
}

/** What a webhook says is worth looking at. Acting on it happens later, outside the webhook. */
export type Look =
  /** fetch this order again: its gifts, its seats and who came may have changed */
  | { kind: 'order'; order: string }
  /** the signed webhook itself carries the final state of these, nothing need be fetched */
  | { kind: 'state'; state: OrderState }
  /** the list of performances changed: one was added, moved or cancelled */
  | { kind: 'performances' }
  /** a part of its own books was closed: compare them now */
  | { kind: 'books' }
/** `ignored` is a known kind of event that means nothing to us; `unreadable` is set aside for a person. */
export type Reading = { looks: Look[] } | { ignored: string } | { unreadable: string }

/** One gift as it stands now, whatever happened to it before. */
export interface GiftState {
  /** order and line, unique within the connection and for ever the same */
  reference: string
  /** what is now paid for this line, in minor units: 0 when it was cancelled or refunded */
  cents: number
  /** ISO 4217 */
  currency: string
  /** rises with every change of the order (at most 2^53) */
  version: number
  given_at: Instant
  /** what proves the consent: the product's configuration, or what was shown and chosen; with `order`, its code, where `stepPlace` says where orders are shown */
  evidence: Json
}
/** One invitation seat as it stands now at the partner. */
export interface SeatState {
  /** the partner's own name for this one way in */
  position: string
  status: 'valid' | 'cancelled'
  /** when it was scanned at the door, null if it was not (or the scan was undone) */
  scanned_at: Instant | null
}
export interface Booking {
  /** the partner's order */
  order: string
  /** our reference, new for each attempt */
  reference: string
  /** our reservation's id, as the partner kept it */
  reservation_id: string
  seats: SeatState[]
}
/** One movement on the account that gifts are paid to, as its provider books it: the gifts' share of it, in minor units. */
export interface PaymentMovement {
  /** the provider's own, unique within the connection and for ever the same */
  reference: string
  /** the gift that it is of, or the first of several in one payment */
  gift: string
  /** below zero where money went back */
  gift_cents: number
  /** what the provider kept of it; below zero where it gave some back. Never changes. */
  fee_cents: number
  at: Instant
}
/** What a provider sent to the bank. */
export interface Payout {
  reference: string
  cents: number
  state: 'on_its_way' | 'paid' | 'failed'
  made_at: Instant
  arrives_at: Instant
  /** references of the movements that it brought, ours among others; null: not asked again, they never change */
  movements: string[] | null
}
/** Everything of one order that concerns us, fetched in one go. No name, no address: those fields are never read. */
export interface OrderState {
  order: string
  gifts: GiftState[]
  /** set when the order is one of our invitations */
  booking: Booking | null
  /** where the partner is a payment account */
  movements?: PaymentMovement[]
}

export interface PartnerPerformance {
  /** the partner's reference, stable over its life */
  reference: string
  title: string
  /** the series or event that it belongs to, if any */
  series: string | null
  venue: string | null
  starts_at: Instant
  status: 'scheduled' | 'cancelled'
  /** seats still free for anyone, null when the partner does not say */
  seats_free: number | null
  /** the ordinary price of a seat, null when the partner does not say */
  public_price_cents: number | null
}

export interface EnableRequest {
  hook: { url: string; signing_secret: string }
  step: { title: Localised; description: Localised }
}
/** One thing that `enable` made or found, and whether it is as it should be. */
export interface Check {
  name: string
  ok: boolean
  detail: string
}
export interface Enabled {
  /** what was provisioned, opaque to us; handed back with every later call */
  provision: Json
  checks: Check[]
}

export interface PayRequest {
  /** ours, new for each intention: the same one again opens the same page, or a new one once that has ended unpaid */
  intent: string
  /** of a gift in euros */
  cents: number
  /** what the page calls it */
  title: string
  description: string
  /** ISO 639-1; one that the page does not speak is left to it */
  language: string
  /** where who paid comes back to, and where who did not */
  paid_url: string
  left_url: string
  /** what was shown and chosen, when, in which version: kept with the gift */
  consent: Readonly<Record<string, string>>
}
/** `paid`: on that page it was paid before. `intent_used`: the same intent came with another request before. */
export type PaymentPage =
  | { outcome: 'opened' | 'paid'; payment: string; url: string; ends_at: Instant }
  | { outcome: 'intent_used' }

export interface AllotRequest {
  performance: string
  /** seats to keep aside in all; 0 gives them all back */
  seats: number
  /** what an earlier call answered, null at first */
  allotment: Json
}
export type Allotted =
  | { outcome: 'allotted'; seats: number; allotment: Json }
  | { outcome: 'not_enough_seats'; seats_free: number | null }

export interface ReserveRequest {
  /** ours, new for each attempt; the partner keeps it and it can be looked up */
  reference: string
  reservation_id: string
  performance: string
  allotment: Json
  seats: number
  access_needs: readonly AccessNeed[]
}
/** What a seat has to allow for; never who needs it. */
export const ACCESS_NEEDS = [
  'wheelchair',
  'step_free',
  'hearing_loop',
  'audio_description',
  'sign_language',
  'calm_seat',
] as const
export type AccessNeed = (typeof ACCESS_NEEDS)[number]

export type Reserved =
  | { outcome: 'confirmed'; booking: Booking }
  | { outcome: 'sold_out' }
  | { outcome: 'rejected'; reason: string }

export interface TicketFile {
  position: string
  media_type: string
  bytes: Uint8Array
}
export type Tickets =
  | { outcome: 'ready'; files: TicketFile[] }
  | { outcome: 'not_ready'; retry_after_ms: number }

/** `positions` null takes the whole booking back. */
export interface CancelRequest {
  order: string
  positions: readonly string[] | null
}
export type Cancelled =
  | { outcome: 'cancelled' }
  | { outcome: 'already_cancelled' }
  | { outcome: 'refused'; reason: string }

export interface Scan {
  order: string
  position: string
  /** null when an earlier scan was undone */
  scanned_at: Instant | null
}
export interface Attendance {
  scans: Scan[]
  /** hand it back next time; late scans are then included */
  cursor: Json
}

/** The partner's own books since `cursor`. */
export interface Books {
  /** each line at what it now stands, with the order in which it is */
  gifts: (Pick<GiftState, 'reference' | 'cents' | 'currency'> & { order: string })[]
  bookings: Booking[]
  /** where the partner is a payment account */
  movements?: PaymentMovement[]
  payouts?: Payout[]
  cursor: Json
}

/** An open line to one structure's ticketing. Every method may throw a `PartnerFault`. */
export interface Partner {
  /** Provisions what is missing, mends what was changed, and checks it all; safe to repeat. */
  enable?(request: EnableRequest): Promise<Enabled>
  /** Takes back what `enable` made; what was sold or booked stays. Safe to repeat. */
  disable?(): Promise<void>
  /** Null when the partner knows no such order. */
  order?(order: string): Promise<OrderState | null>
  pay?(request: PayRequest): Promise<PaymentPage>
  performances?(): Promise<PartnerPerformance[]>
  allot?(request: AllotRequest): Promise<Allotted>
  reserve?(request: ReserveRequest): Promise<Reserved>
  /** Looks up an attempt by our reference; a booking counts only if it carries this reservation's id. Null: there is none. */
  findBooking?(reference: string, reservation_id: string): Promise<Booking | null>
  tickets?(order: string): Promise<Tickets>
  cancel?(request: CancelRequest): Promise<Cancelled>
  attendance?(performance: string, cursor: Json): Promise<Attendance>
  reconcile?(cursor: Json): Promise<Books>
}

/** Where, in a ticketing's own pages, the step belongs, and which gift line of its own it fills. Selectors are CSS. */
export interface StepPlace {
  /** pathname of the page */
  page: string
  /** what the step is put before */
  before: string
  /** the field of the line's amount, in euros with a decimal point; and what chooses the line, where typing does not */
  field: string
  tick: string | null
  /** what the step stands in for, hidden once the step is there */
  hides: string | null
  /** pathnames that an order leads to begin like this, followed by its code */
  ordered: string
  /** on those pages, which only who ordered can open: in what the gift's line says what it opens; null: they show no such line */
  given: string | null
  /** the ticketing's own cookie that tells one cart from another */
  cart_cookie: string
}

/** What a structure's connection says: settings are shown, credentials are not. */
export interface ConnectionConfig<Settings, Credentials> {
  settings: Settings
  credentials: Credentials
  /** what `enable` answered last, null before */
  provision: Json
}

/** One platform, as one exported value. */
export interface Adapter<Settings = unknown, Credentials = unknown> {
  /** the word used in the API and in the database */
  platform: string
  name: string
  /** where the platform's own API is described */
  documentation: string
  capabilities: Partial<Record<Capability, Verification>>
  /**
   * The deployment has one access of its own (`OwnAccess`) for all connections of this platform: their settings name the
   * `account`, their webhooks come to one address, `/hooks/{platform}`, and say whose they are. Absent: each has its own.
   */
  shared?: true
  /** what it can not do, in a sentence each, for the generated page */
  limits: string[]
  settings: z.ZodType<Settings>
  credentials: z.ZodType<Credentials>
  /** Where the step that `enable` made can be filled from outside; absent: nowhere. Null: it is not made yet. */
  stepPlace?(config: { settings: Settings; provision: Json }): StepPlace | null
  /** the base address that calls go to; checked against private networks before any call */
  address(settings: Settings): string
  /** the shortest time between two calls, from the platform's stated rate limit */
  pace_ms: number
  /** Is this webhook genuine? Pure: no call is made. */
  verify(hook: HookRequest, secrets: HookSecrets): Promise<HookVerdict>
  /** What does this stored body ask us to look at? Pure: no call is made. */
  read(body: string): Reading
  open(connection: ConnectionConfig<Settings, Credentials>, tools: PartnerTools): Partner
}
export interface PartnerTools {
  /** makes the client for `address`, with what authenticates us */
  http(tools: PartnerHttpTools): PartnerHttp
  now(): Instant
  /** null or absent: the deployment has none, or the platform needs none */
  own?: OwnAccess | null
}
