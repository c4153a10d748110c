import { invalid } from '../errors.ts'
import { BY_ITSELF, type Cause, emit } from '../events.ts'
import { newPrice, newProduct, type Price } from '../objects/price.ts'
import { type Item, newItem, newSession, type Session } from '../objects/session.ts'
import { type Account, all, find, keep, seconds, type World } from '../world.ts'

/** What a Checkout Session is made of, as the API takes it. */
export interface NewSession {
  mode: 'payment'
  line_items: NewLine[]
  success_url: string
  cancel_url?: string | undefined
  client_reference_id?: string | undefined
  customer_creation?: 'always' | 'if_required' | undefined
  customer_email?: string | undefined
  expires_at?: number | undefined
  locale?: string | undefined
  metadata?: Record<string, string> | undefined
  payment_intent_data?:
    | {
        capture_method?: 'automatic' | 'automatic_async' | 'manual' | undefined
        description?: string | undefined
        metadata?: Record<string, string> | undefined
      }
    | undefined
  payment_method_types?: string[] | undefined
  submit_type?: string | undefined
}
export interface NewLine {
  price?: string | undefined
  price_data?:
    | {
        currency: string
        unit_amount: number
        product?: string | undefined
        product_data?:
          | { name: string; description?: string | undefined; metadata?: Record<string, string> | undefined }
          | undefined
      }
    | undefined
  quantity?: number | undefined
  metadata?: Record<string, string> | undefined
}

/** What is asked of the payment that the session will lead to; Stripe shows it on no object before. */
export const intentOf = new WeakMap<Session, NonNullable<NewSession['payment_intent_data']>>()
const DAY_S = 86_400
const LEAST_CENTS = 50

/** @throws StripeError when Stripe would refuse it */
export function createSession(world: World, account: Account, asked: NewSession): Session {
  if (!account.facts.charges_enabled)
    throw invalid('Your account cannot currently make live charges.', {
      code: 'account_invalid',
      status: 403,
    })
  const created = seconds(world)
  const expires_at = asked.expires_at ?? created + DAY_S
  if (expires_at < created + 1_800 || expires_at > created + DAY_S)
    throw invalid(
      'The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.',
      {
        param: 'expires_at',
      },
    )
  const items = asked.line_items.map((line, at) => itemOf(world, account, line, at))
  const [first] = items
  if (!first) throw invalid('`line_items` must not be empty.', { param: 'line_items' })
  if (items.some(({ currency }) => currency !== first.currency))
    throw invalid('All line items must have the same currency.', { param: 'line_items' })
  const amount = totalOf(items)
  if (amount < LEAST_CENTS && !items.some(({ price }) => price.custom_unit_amount))
    throw invalid("The Checkout Session's total amount must convert to at least 50 cents.", {
      code: 'amount_too_small',
    })
  const id = world.id(world.livemode ? 'cs_live' : 'cs_test')
  const session = keep(
    account,
    newSession({
      id,
      created,
      livemode: world.livemode,
      amount,
      currency: first.currency,
      expires_at,
      cancel_url: asked.cancel_url ?? null,
      success_url: asked.success_url,
      client_reference_id: asked.client_reference_id ?? null,
      customer_creation: asked.customer_creation ?? 'if_required',
      customer_email: asked.customer_email ?? null,
      locale: asked.locale ?? null,
      metadata: asked.metadata ?? {},
      payment_method_types: asked.payment_method_types ?? ['card', 'sepa_debit'],
      submit_type: asked.submit_type ?? null,
      url: `${world.url}/c/pay/${id}`,
    }),
  )
  account.items.set(id, items)
  intentOf.set(session, asked.payment_intent_data ?? {})
  return session
}

function itemOf(world: World, account: Account, line: NewLine, at: number): Item {
  const param = `line_items[${at}]`
  const quantity = line.quantity ?? 1
  const price =
    line.price === undefined
      ? adHocPrice(world, account, line, param)
      : find(account, 'price', line.price, { name: `${param}[price]`, status: 400 })
  if (price.custom_unit_amount && quantity !== 1)
    throw invalid('A price with a custom amount can only have the quantity 1.', {
      param: `${param}[quantity]`,
    })
  const description = find(account, 'product', price.product).name
  return newItem({ id: world.id('li'), price, quantity, description, metadata: line.metadata ?? {} })
}

function adHocPrice(world: World, account: Account, { price_data }: NewLine, param: string): Price {
  if (!price_data)
    throw invalid('You must specify either `price` or `price_data`.', { code: 'parameter_missing', param })
  const { currency, unit_amount, product: known, product_data } = price_data
  const made = { created: seconds(world), livemode: world.livemode }
  if (known === undefined && !product_data)
    throw invalid('You must specify either `product` or `product_data`.', {
      code: 'parameter_missing',
      param,
    })
  const product = product_data
    ? keep(
        account,
        newProduct({
          ...made,
          id: world.id('prod'),
          name: product_data.name,
          description: product_data.description ?? null,
          metadata: product_data.metadata ?? {},
        }),
      )
    : find(account, 'product', known ?? '', { name: `${param}[price_data][product]`, status: 400 })
  return keep(
    account,
    newPrice({
      ...made,
      id: world.id('price'),
      currency,
      product: product.id,
      unit_amount,
      custom_unit_amount: null,
      metadata: {},
    }),
  )
}

export const totalOf = (items: readonly Item[]): number =>
  items.reduce((sum, { amount_total }) => sum + amount_total, 0)

/** The buyer chose an amount for a line whose price is theirs to set. */
export function chooseAmount(item: Item, cents: number): void {
  const { custom_unit_amount } = item.price
  if (!custom_unit_amount) throw new Error(`The price of ${item.id} is fixed.`)
  const { minimum, maximum } = custom_unit_amount
  if (cents < (minimum ?? LEAST_CENTS) || cents > (maximum ?? 1_000_000))
    throw new Error(`Checkout does not take ${cents} cents for ${item.id}.`)
  item.amount_subtotal = cents
  item.amount_total = cents
}

/** A session ends by itself when its time is over. */
export function expireDue(world: World, account: Account): void {
  for (const { id, status, expires_at } of all(account, 'checkout.session'))
    if (status === 'open' && expires_at <= seconds(world)) expireSession(world, account, id)
}

/** @throws StripeError when it is not open any more */
export function expireSession(world: World, account: Account, id: string, cause: Cause = BY_ITSELF): Session {
  const session = find(account, 'checkout.session', id)
  if (session.status !== 'open')
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
    )
  session.status = 'expired'
  session.url = null
  emit(world, account, 'checkout.session.expired', session, { cause })
  return session
}
