import { read, verify } from '../../hooks.ts'
import { AcsEvent, Webhook } from '../../wire/acs.ts'
import type { Delivery } from '../listener.ts'
import { Broken, type Check, must, type Trial } from '../trial.ts'
import { buy } from './books.ts'
import { EVENTS, SECRET } from './settings.ts'

const WAIT_MS = 10_000
/** A server that tries again later than this is too slow to be tried here. */
const RETRY_WAIT_MS = 45_000

const register = async ({ expect, listener }: Trial) =>
  expect(Webhook, 'PUT', 'acs/webhook', { url: listener.url, secret: SECRET, events: EVENTS })

const typeOf = ({ body }: Delivery): string => {
  const event = AcsEvent.safeParse(JSON.parse(body))
  return event.success ? event.data.type : 'unreadable'
}
const tells = (type: string, what: string) => (delivery: Delivery) =>
  delivery.body.includes(`"${type}"`) && delivery.body.includes(what)

/** The first genuine delivery of this type that names `what`, since the act began. */
async function heard(trial: Trial, type: string, act: () => Promise<string>): Promise<Delivery> {
  const { listener } = trial
  const from = listener.deliveries.length
  const what = await act()
  const delivery = await listener.wait(tells(type, what), WAIT_MS, from)
  if (!delivery) throw new Broken(`no ${type} for ${what} came within ${WAIT_MS / 1_000} s`)
  const verdict = await verify(
    { headers: delivery.headers, body: delivery.body, token: '', now: delivery.at },
    { tokens: [], signing: [SECRET] },
  )
  if (!verdict.genuine) throw new Broken(`${type} is not genuine: ${verdict.reason}`)
  const reading = read(delivery.body)
  if (!('looks' in reading)) throw new Broken(`${type} can not be read: ${JSON.stringify(reading)}`)
  return delivery
}

const aBooking = (trial: Trial) => async () => (await trial.book(await trial.stage(4), 1)).uuid

export const webhookChecks: Check[] = [
  {
    clause: 'W2',
    tries: 'books, and checks the signature of the delivery',
    async run(trial) {
      await register(trial)
      await heard(trial, 'booking.updated', aBooking(trial))
    },
  },
  {
    clause: 'W3',
    tries: 'answers 500 once, and waits for the second attempt',
    async run(trial) {
      const { listener } = trial
      await register(trial)
      listener.status = 500
      try {
        const first = await heard(trial, 'booking.updated', aBooking(trial))
        const id = first.headers.get('webhook-id')
        listener.status = 204
        const from = listener.deliveries.indexOf(first) + 1
        const again = await listener.wait(
          ({ headers }) => headers.get('webhook-id') === id,
          RETRY_WAIT_MS,
          from,
        )
        if (!again) throw new Broken(`it did not come again within ${RETRY_WAIT_MS / 1_000} s`)
        must(again.body === first.body, 'the second attempt carries another body under the same webhook-id')
        const [before, after] = [first, again].map(({ headers }) => Number(headers.get('webhook-timestamp')))
        must((after ?? 0) > (before ?? 0), 'the second attempt carries the timestamp of the first')
      } finally {
        listener.status = 204
      }
    },
  },
  {
    clause: 'W4',
    tries: 'gives, scans and moves a performance, and waits for each event',
    needs: ['acs/sandbox'],
    async run(trial) {
      await register(trial)
      let order = ''
      const gift = await heard(trial, 'gift.updated', async () => {
        order = await buy(trial, 1_300)
        return order
      })
      const event = AcsEvent.parse(JSON.parse(gift.body))
      must(
        event.type === 'gift.updated' && event.data.gifts.some(({ cents }) => cents === 1_300),
        'gift.updated does not carry the cents of the gift',
      )
      const on = await trial.stage(4)
      const { unitItems } = await trial.book(on, 1)
      const unitItemUuid = unitItems[0]?.uuid ?? ''
      await heard(trial, 'seat.scanned', async () => {
        await trial.call('POST', 'acs/sandbox/scans', { unitItemUuid })
        return unitItemUuid
      })
      await trial.call('POST', 'acs/sandbox/scans', { unitItemUuid, undo: true })
      await heard(trial, 'performance.updated', async () => {
        const path = `acs/sandbox/performances/${on.availabilityId}`
        await trial.call('PATCH', path, { localDateTimeStart: '2031-05-02T20:00:00+02:00' })
        return on.availabilityId
      })
    },
  },
  {
    clause: 'W1',
    tries: 'takes the registration back, and listens',
    async run(trial) {
      const { listener } = trial
      await register(trial)
      for (const time of ['first', 'second']) {
        const { status } = await trial.call('DELETE', 'acs/webhook')
        must(status === 204 || status === 404, `the ${time} DELETE /acs/webhook answered ${status}`)
      }
      const from = listener.deliveries.length
      const uuid = await aBooking(trial)()
      const late = await listener.wait(({ body }) => body.includes(uuid), 2_000, from)
      must(late === null, `after DELETE, a ${late ? typeOf(late) : ''} still came`)
    },
  },
]
