import { OutcomeUnknown, type Json } from '../../../adapters/contract/index.ts'
import type { Api } from '../../../adapters/pretix/api.ts'
import type { Line } from '../../../adapters/pretix/line.ts'
import { Order } from '../../../adapters/pretix/order-fields.ts'
import { pretix } from '../../../adapters/pretix/index.ts'
import type { Provision } from '../../../adapters/pretix/settings.ts'

// pretix played in memory, for what a recording cannot hold: every state that an order may be in. What it answers goes
// through the adapter's own schemas, as what came over the wire does.

export const NOW = '2026-11-23T12:00:00.000Z'
export const STEP: Provision['steps'][string] = {
  category: 1,
  item: 7,
  quota: 7,
  currency: 'EUR',
  configuration: { preselected: false },
}
export const PROVISION: Provision = {
  steps: { abonnements: STEP },
  seats: { 'les-vagues': { item: 2, variation: null }, 'la-mouette': { item: 4, variation: 41 } },
  hook: 1,
}

/** One call that was made: lists and files by path and query, writes with what was sent. */
export interface Call {
  path: string
  query: Record<string, unknown>
  sent?: Json
  key?: string
}
export interface Played {
  /** every item of a list; none when nothing is said */
  lists: (path: string, query: Record<string, unknown>) => object[]
  /** one object; null: 404 */
  finds: (path: string) => object | null
  /** a write: what was made, or why it was refused */
  writes: (path: string, sent: Json) => { made: object } | { refusal: Json; status?: number }
  /** the status of a look at a key that was used */
  keys: (key: string) => number
}

export function played(
  does: Partial<Played> = {},
  provision: Provision | null = PROVISION,
): { line: Line; calls: Call[] } {
  const calls: Call[] = []
  const { lists = () => [], finds = () => null, keys = () => 404 } = does
  const writes: Played['writes'] = does.writes ?? (() => ({ refusal: 'nobody said what a write does' }))
  const api: Pick<Api, 'list' | 'find' | 'post'> & { http: Pick<Api['http'], 'call'> } = {
    async list(schema, path, query = {}) {
      calls.push({ path, query })
      return { items: lists(path, query).map((item) => schema.parse(item)), at: NOW }
    },
    async find(schema, path, query = {}) {
      calls.push({ path, query })
      const found = finds(path)
      return found === null ? null : schema.parse(found)
    },
    async post(schema, path, sent, call) {
      const key = call?.headers?.['x-idempotency-key']
      calls.push({ path, query: {}, sent, ...(key === undefined ? {} : { key }) })
      const answer = writes(path, sent)
      if ('made' in answer) return { made: schema.parse(answer.made) }
      const status = answer.status ?? 400
      if (![...(call?.expect ?? [400])].includes(status)) throw new OutcomeUnknown(`${path}: ${status}`)
      return { refusal: answer.refusal, status }
    },
    http: {
      async call({ path }) {
        const key = new URL(path, 'https://pretix.test').searchParams.get('key') ?? ''
        calls.push({ path: path.split('?')[0] ?? '', query: { key } })
        return { status: keys(key), headers: new Headers(), bytes: new Uint8Array() }
      },
    },
  }
  const settings = pretix.settings.parse({
    address: 'https://pretix.test',
    organizer: 'theatre',
    subscription_event: 'abonnements',
    performance_events: ['les-vagues', 'la-mouette'],
  })
  const line: Line = {
    api: api as unknown as Api,
    settings,
    provisioned: provision,
    provision: () => provision!,
    now: () => NOW,
  }
  return { line, calls }
}

export interface Position {
  id?: number
  positionid?: number
  item?: number
  price?: string
  canceled?: boolean
  addon_to?: number | null
  checkins?: object[]
}
export const position = (change: Position = {}) => ({
  id: 900,
  positionid: 1,
  item: 2,
  price: '60.00',
  canceled: false,
  addon_to: null,
  checkins: [],
  ...change,
})
/** A line of the donation product. */
export const gift = (positionid: number, price: string, change: Position = {}) =>
  position({ id: 900 + positionid, positionid, item: STEP.item, price, ...change })
export const payment = (amount: string, state = 'confirmed') => ({
  state,
  amount,
  payment_date: '2026-09-01T10:00:00+02:00',
})
export const refund = (amount: string, change: object = {}) => ({
  state: 'done',
  amount,
  execution_date: '2026-09-02T10:00:00+02:00',
  provider: 'manual',
  ...change,
})

/** An order as pretix answers it: paid, of one subscription. */
export const wire = (change: object = {}) => ({
  code: 'ABCD3',
  event: 'abonnements',
  status: 'p',
  testmode: false,
  datetime: '2026-09-01T10:00:00.123456+02:00',
  last_modified: '2026-09-01T10:00:01.000002+02:00',
  api_meta: {},
  total: '60.00',
  positions: [position()],
  payments: [payment('60.00')],
  refunds: [],
  ...change,
})
export const order = (change: object = {}) => Order.parse(wire(change))
/** One of our invitations. */
export const invitation = (change: object = {}) =>
  wire({
    event: 'les-vagues',
    api_meta: { fauteuil: { reference: 'ref-1', reservation_id: 'res-1' } },
    total: '0.00',
    payments: [],
    ...change,
  })
export const scan = (datetime: string, change: object = {}) => ({
  datetime,
  type: 'entry',
  auto_checked_in: false,
  ...change,
})
