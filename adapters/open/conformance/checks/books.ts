import type { z } from '@hono/zod-openapi'
import { AcsGift, AcsOrder, listOf, Scan, Transaction } from '../../wire/acs.ts'
import { OctoBooking } from '../../wire/booking.ts'
import { SandboxOrder } from '../../wire/sandbox.ts'
import { Broken, type Check, must, type Trial } from '../trial.ts'

/** Every item of a list since a cursor. */
async function all<T>({ expect }: Trial, item: z.ZodType<T>, path: string, from?: string) {
  const items: T[] = []
  let since = from
  for (let page = 0; page < 1_000; page += 1) {
    const query =
      since === undefined ? '' : `${path.includes('?') ? '&' : '?'}since=${encodeURIComponent(since)}`
    const answer = await expect(listOf(item), 'GET', `${path}${query}`)
    items.push(...answer.items)
    if (!answer.more) return { items, next: answer.next }
    must(answer.next !== since, `${path} says there is more, but not where`)
    since = answer.next
  }
  throw new Broken(`${path} does not end after 1,000 pages`)
}

export async function buy({ expect }: Trial, cents: number): Promise<string> {
  return (await expect(SandboxOrder, 'POST', 'acs/sandbox/purchases', { cents })).orderId
}
const change = async ({ expect }: Trial, order: string, cents: number) =>
  expect(SandboxOrder, 'PATCH', `acs/sandbox/purchases/${order}`, { cents })

async function giftOf({ expect }: Trial, order: string): Promise<AcsGift> {
  const { id, gifts } = await expect(AcsOrder, 'GET', `acs/orders/${order}`)
  must(id === order, `the order ${order} comes back as ${id}`)
  const [gift] = gifts
  must(gift !== undefined && gifts.length === 1, `the order tells ${gifts.length} gifts instead of one`)
  return gift
}

export const booksChecks: Check[] = [
  {
    clause: 'G1',
    tries: 'buys with a gift of 12.50 and asks for the order',
    needs: ['acs/sandbox'],
    async run(trial) {
      const gift = await giftOf(trial, await buy(trial, 1_250))
      must(gift.cents === 1_250, `12.50 given comes back as ${gift.cents} cents`)
      must(Object.keys(gift.consent).length > 0, 'the proof of consent is empty')
      const { gifts } = await trial.expect(AcsOrder, 'GET', `acs/orders/${await buy(trial, 0)}`)
      must(gifts.length === 0, `a purchase without a gift tells ${gifts.length} gifts`)
      const unknown = await trial.call('GET', `acs/orders/${crypto.randomUUID()}`)
      must(unknown.status === 404, `an unknown order answered ${unknown.status} instead of 404`)
    },
  },
  {
    clause: 'G2',
    tries: 'changes a gift, then cancels it',
    needs: ['acs/sandbox'],
    async run(trial) {
      const order = await buy(trial, 2_000)
      let before = await giftOf(trial, order)
      for (const cents of [700, 0]) {
        await change(trial, order, cents)
        const now = await giftOf(trial, order)
        must(now.cents === cents, `changed to ${cents} cents, it comes back as ${now.cents}`)
        must(now.lineId === before.lineId, `the line changed its name from ${before.lineId} to ${now.lineId}`)
        must(now.version > before.version, `the version stayed ${before.version} (now ${now.version})`)
        before = now
      }
    },
  },
  {
    clause: 'G3',
    tries: 'lists the gifts since a cursor',
    needs: ['acs/sandbox'],
    async run(trial) {
      const { next } = await all(trial, AcsGift, 'acs/gifts')
      const order = await buy(trial, 900)
      const { items } = await all(trial, AcsGift, 'acs/gifts', next)
      const listed = items.filter(({ orderId }) => orderId === order)
      must(
        listed.length === 1 && listed[0]?.cents === 900,
        `a new gift is listed ${listed.length} times after the cursor`,
      )
      must(
        items.every(({ orderId }) => orderId === order),
        'what did not change is listed after the cursor',
      )
    },
  },
  {
    clause: 'S1',
    tries: 'scans two tickets, one of them late, and undoes one',
    needs: ['acs/sandbox'],
    async run(trial) {
      const on = await trial.stage(4)
      const { uuid, unitItems } = await trial.book(on, 2)
      const units = unitItems.map((unit) => unit.uuid)
      const scan = async (unitItemUuid = '', undo = false) =>
        trial.expect(Scan, 'POST', 'acs/sandbox/scans', { unitItemUuid, undo })
      const path = `acs/scans?availabilityId=${encodeURIComponent(on.availabilityId)}`
      await scan(units[0])
      const evening = await all(trial, Scan, path)
      const [first] = evening.items
      must(
        evening.items.length === 1 &&
          first !== undefined &&
          first.unitItemUuid === units[0] &&
          first.orderId === uuid,
        `one ticket was scanned, ${evening.items.length} scans are listed`,
      )
      must(first.utcRedeemedAt !== null, 'a scan is listed without its time')
      await scan(units[1])
      const late = await all(trial, Scan, path, evening.next)
      must(
        late.items.some(({ unitItemUuid }) => unitItemUuid === units[1]),
        'a late scan is missing after the cursor',
      )
      await scan(units[1], true)
      const undone = await all(trial, Scan, path, late.next)
      const state = undone.items.find(({ unitItemUuid }) => unitItemUuid === units[1])
      must(state?.utcRedeemedAt === null, 'an undone scan is not listed as null')
      await scan(units[0], true)
    },
  },
  {
    clause: 'R1',
    tries: 'adds up the transactions of a gift',
    needs: ['acs/sandbox', 'acs/transactions'],
    async run(trial) {
      const order = await buy(trial, 3_000)
      await change(trial, order, 1_100)
      const { items } = await all(trial, Transaction, 'acs/transactions')
      const ours = items.filter(({ orderId }) => orderId === order)
      const sum = ours.reduce((total, { deltaCents }) => total + deltaCents, 0)
      must(sum === 1_100, `30.00 was given and 19.00 paid back; the transactions add up to ${sum} cents`)
      const net = ours.at(-1)?.netCents
      must(net === 1_100, `the last transaction says the line stands at ${net} cents`)
    },
  },
  {
    clause: 'R2',
    tries: 'lists our bookings since a cursor',
    needs: ['acs/transactions'],
    async run(trial) {
      const { next } = await all(trial, OctoBooking, 'acs/bookings')
      const { uuid } = await trial.book(await trial.stage(4), 1)
      const { items } = await all(trial, OctoBooking, 'acs/bookings', next)
      const found = items.find((booking) => booking.uuid === uuid)
      must(found?.status === 'CONFIRMED', 'a new booking is missing after the cursor')
      must(Boolean(found.acsReservationId), 'it does not carry its acsReservationId')
    },
  },
]
