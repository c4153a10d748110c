import type { FaultPlan } from './faults.ts'
import { missing } from './errors.ts'
import { type AccountObject, newAccount } from './objects/account.ts'
import type { Dispute } from './objects/dispute.ts'
import type { EndpointObject, Event } from './objects/event.ts'
import type { Movement } from './objects/movement.ts'
import type { Charge, PaymentIntent } from './objects/payment.ts'
import type { Payout } from './objects/payout.ts'
import type { Price, Product } from './objects/price.ts'
import type { Refund } from './objects/refund.ts'
import type { Item, Session } from './objects/session.ts'

/** Everything that can be asked for by its id, as it stands now and with nothing expanded. */
export interface Objects {
  product: Product
  price: Price
  'checkout.session': Session
  payment_intent: PaymentIntent
  charge: Charge
  refund: Refund
  dispute: Dispute
  balance_transaction: Movement
  payout: Payout
  event: Event
}
export type Kind = keyof Objects
export type Kept = Objects[Kind]

/** One connected account, with all that happened on it. */
export interface Account {
  facts: AccountObject
  /** the platform may not act for it any more */
  revoked: boolean
  /** by id, in the order in which they were made */
  objects: Map<string, Kept>
  /** the line items of each Checkout Session */
  items: Map<string, Item[]>
  /** which payout brought which movement to the bank */
  paid_out: Map<string, string>
}

export interface Endpoint {
  facts: EndpointObject
  connect: boolean
  /** one, or two while it is being rotated */
  secrets: string[]
}

/** One event on its way to one endpoint. */
export interface Delivery {
  id: number
  event: Event
  endpoint: Endpoint
  attempts: number
  /** when it is tried next, in milliseconds; null: delivered, or given up */
  due_ms: number | null
  /** what each attempt was answered; 0: nothing */
  answers: number[]
}

/** A call as it came, for tests that count them. */
export interface Asked {
  method: string
  path: string
  account: string | null
  idempotency_key: string | null
}

/** The whole emulated Stripe: one platform and its connected accounts, in memory. */
export interface World {
  now_ms(): number
  id(prefix: string): string
  livemode: boolean
  /** the platform's secret key */
  key: string
  /** its own address, without a slash at the end */
  url: string
  platform: Account
  accounts: Map<string, Account>
  endpoints: Endpoint[]
  deliveries: Delivery[]
  asked: Asked[]
  /** writes that are being carried out, by account and idempotency key */
  under_way: Set<string>
  faults: FaultPlan
  /** an event happened: whoever delivers them may begin */
  wake(): void
}

export const seconds = (world: Pick<World, 'now_ms'>): number => Math.floor(world.now_ms() / 1_000)

export function openAccount(world: World, name: string): Account {
  const id = world.id('acct')
  const account: Account = {
    facts: newAccount({ id, created: seconds(world), name }),
    revoked: false,
    objects: new Map(),
    items: new Map(),
    paid_out: new Map(),
  }
  world.accounts.set(id, account)
  return account
}

/** Keeps a new object under its id. */
export function keep<K extends Kept>(account: Account, object: K): K {
  account.objects.set(object.id, object)
  return object
}

/** All of one kind, the oldest first. */
export function all<K extends Kind>(account: Account, kind: K): Objects[K][] {
  return [...account.objects.values()].filter((one): one is Objects[K] => one.object === kind)
}

/** @throws StripeError resource_missing */
export function find<K extends Kind>(
  account: Account,
  kind: K,
  id: string,
  param: { name: string; status: 400 | 404 } = { name: 'id', status: 404 },
): Objects[K] {
  const found = account.objects.get(id)
  if (found?.object !== kind) throw missing(kind, id, param.name, param.status)
  return found as Objects[K]
}

/** The account on which something lies, for the script's verbs, which name ids alone. */
export function holderOf(world: World, id: string): Account {
  for (const account of world.accounts.values()) if (account.objects.has(id)) return account
  throw new Error(`The emulated Stripe has no ${id}.`)
}
