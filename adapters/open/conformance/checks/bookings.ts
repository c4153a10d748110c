import { z } from '@hono/zod-openapi'
import { OctoBooking } from '../../wire/booking.ts'
import { type Check, must } from '../trial.ts'

const ids = ({ unitItems }: OctoBooking): string =>
  unitItems
    .map(({ uuid }) => uuid)
    .toSorted((left, right) => left.localeCompare(right))
    .join(' ')

export const bookingChecks: Check[] = [
  {
    clause: 'B1',
    tries: 'holds units, then more than there are',
    async run({ stage, wish, hold, vacancies, refused }) {
      const on = await stage(6)
      const before = await vacancies(on)
      const booking = await hold(wish(on, 3))
      must(booking.status === 'ON_HOLD', `a new booking is ${booking.status} instead of ON_HOLD`)
      const { length } = booking.unitItems
      must(length === 3, `3 units were asked for, the booking has ${length}`)
      const left = await vacancies(on)
      must(left === before - 3, `${before - 3} units should be left, not ${left}`)
      must(
        left < 100,
        `performance ${on.availabilityId} is too large to be sold out here: offer one of at most 100 seats`,
      )
      await refused(409, 'SOLD_OUT', 'POST', 'bookings', wish(on, left + 1))
      must((await vacancies(on)) === left, 'a refused booking changed what is left: it has to be all or none')
    },
  },
  {
    clause: 'B2',
    tries: 'sends the same booking twice',
    async run({ stage, wish, hold, vacancies }) {
      const on = await stage(6)
      const same = wish(on, 2)
      const first = await hold(same)
      const left = await vacancies(on)
      const second = await hold(same)
      must(second.uuid === first.uuid, `the repeated call made another booking (${second.uuid})`)
      must(ids(second) === ids(first), 'the repeated call changed the units')
      must((await vacancies(on)) === left, 'the repeated call took more units')
    },
  },
  {
    clause: 'B3',
    tries: 'uses a reference again for another reservation',
    async run({ stage, wish, hold, refused }) {
      const one = wish(await stage(6), 1)
      await hold(one)
      const other = { ...one, acsReservationId: crypto.randomUUID() }
      await refused(409, 'REFERENCE_IN_USE', 'POST', 'bookings', other)
    },
  },
  {
    clause: 'B4',
    tries: 'extends a hold, then gives it up',
    async run({ stage, wish, hold, vacancies, expect }) {
      const on = await stage(6)
      const before = await vacancies(on)
      const { uuid, utcExpiresAt } = await hold({ ...wish(on, 2) })
      must(Date.parse(utcExpiresAt ?? '') > Date.now(), `a hold says it ends at ${utcExpiresAt}`)
      const longer = await expect(OctoBooking, 'POST', `bookings/${uuid}/extend`, { expirationMinutes: 40 })
      const end = Date.parse(longer.utcExpiresAt ?? '')
      must(end > Date.parse(utcExpiresAt ?? ''), `extended by 40 minutes, it ends at ${longer.utcExpiresAt}`)
      const { status } = await expect(OctoBooking, 'POST', `bookings/${uuid}/cancel`, {})
      must(status === 'EXPIRED', `a hold that was given up is ${status} instead of EXPIRED`)
      must((await vacancies(on)) === before, 'the units of a hold that was given up are not free again')
    },
  },
  {
    clause: 'B5',
    tries: 'confirms twice',
    async run({ stage, wish, hold, expect }) {
      const held = await hold(wish(await stage(6), 2))
      for (const time of ['first', 'second']) {
        const now = await expect(OctoBooking, 'POST', `bookings/${held.uuid}/confirm`, {})
        must(now.status === 'CONFIRMED', `after the ${time} confirmation it is ${now.status}`)
        must(ids(now) === ids(held), `the ${time} confirmation changed the units`)
      }
    },
  },
  {
    clause: 'B6',
    tries: 'finds a booking by our reference',
    async run({ stage, wish, hold, expect }) {
      const ours = wish(await stage(6), 1)
      const { uuid } = await hold(ours)
      const find = async (reference: string) =>
        expect(z.array(OctoBooking), 'GET', `bookings?resellerReference=${encodeURIComponent(reference)}`)
      const found = await find(ours.resellerReference)
      must(found.length === 1 && found[0]?.uuid === uuid, `it is found ${found.length} times instead of once`)
      const kept = found[0].acsReservationId
      must(kept === ours.acsReservationId, `its acsReservationId came back as ${kept}`)
      const unknown = await find(`trial-${crypto.randomUUID()}`)
      must(unknown.length === 0, `an unknown reference finds ${unknown.length} bookings`)
    },
  },
  {
    clause: 'B7',
    tries: 'confirms a hold that was given up',
    async run({ stage, wish, hold, call, expect }) {
      const { uuid } = await hold(wish(await stage(6), 1))
      await call('POST', `bookings/${uuid}/cancel`, {})
      const { status } = await call('POST', `bookings/${uuid}/confirm`, {})
      must(status === 409, `confirming it answered ${status} instead of 409`)
      const now = await expect(OctoBooking, 'GET', `bookings/${uuid}`)
      must(now.status === 'EXPIRED', `it is ${now.status} instead of EXPIRED`)
    },
  },
  {
    clause: 'T1',
    tries: 'fetches the tickets',
    async run({ stage, book, call, expect, address }) {
      const { uuid } = await book(await stage(6), 2)
      const urls: string[] = []
      for (const until = Date.now() + 30_000; urls.length === 0 && Date.now() < until;) {
        const { unitItems } = await expect(OctoBooking, 'GET', `bookings/${uuid}`)
        if (unitItems.some(({ ticket }) => ticket === null)) {
          await new Promise((done) => setTimeout(done, 500))
          continue
        }
        for (const { ticket, uuid: unit } of unitItems) {
          const pdf = ticket?.deliveryOptions.find(({ deliveryFormat }) => deliveryFormat === 'PDF_URL')
          must(pdf !== undefined, `unit ${unit} has a ticket without PDF_URL`)
          urls.push(pdf.deliveryValue)
        }
      }
      must(new Set(urls).size === 2, `2 units have ${new Set(urls).size} tickets after 30 s`)
      for (const url of urls) {
        must(new URL(url).origin === new URL(address).origin, `${url} is on another origin than ${address}`)
        const { bytes, status } = await call('GET', url)
        const start = new TextDecoder('latin1').decode(bytes.slice(0, 4))
        must(
          status === 200 && start === '%PDF',
          `${url} answered ${status}, beginning with ${JSON.stringify(start)}`,
        )
      }
    },
  },
  {
    clause: 'X1',
    tries: 'takes back one unit of three',
    async run({ stage, book, expect, vacancies }) {
      const on = await stage(6)
      const { uuid, unitItems } = await book(on, 3)
      const left = await vacancies(on)
      const unit = unitItems[0]?.uuid ?? ''
      const now = await expect(OctoBooking, 'POST', `bookings/${uuid}/cancel`, { acsUnitItemUuids: [unit] })
      const states = Map.groupBy(now.unitItems, ({ status }) => status)
      const cancelled = states.get('CANCELLED') ?? []
      const valid = states.get('CONFIRMED') ?? []
      must(
        cancelled.length === 1 && cancelled[0]?.uuid === unit,
        `${cancelled.length} units are CANCELLED instead of the one`,
      )
      must(valid.length === 2, `${valid.length} units are still CONFIRMED instead of 2`)
      must((await vacancies(on)) === left + 1, 'the unit that was taken back is not free again')
    },
  },
  {
    clause: 'X2',
    tries: 'takes back a whole booking',
    async run({ stage, book, expect, vacancies }) {
      const on = await stage(6)
      const before = await vacancies(on)
      const { uuid } = await book(on, 2)
      const { status } = await expect(OctoBooking, 'POST', `bookings/${uuid}/cancel`, {})
      must(status === 'CANCELLED', `it is ${status} instead of CANCELLED`)
      const left = await vacancies(on)
      must(left === before, `${before} units should be free again, not ${left}`)
    },
  },
  {
    clause: 'X3',
    tries: 'takes back what is taken back, and what is somebody else’s',
    async run({ stage, book, call, refused }) {
      const { uuid, unitItems } = await book(await stage(6), 2)
      const path = `bookings/${uuid}/cancel`
      await refused(400, 'INVALID_UNIT_ID', 'POST', path, { acsUnitItemUuids: [crypto.randomUUID()] })
      const one = { acsUnitItemUuids: [unitItems[0]?.uuid ?? ''] }
      await call('POST', path, one)
      await refused(409, 'ALREADY_CANCELLED', 'POST', path, one)
      await call('POST', path, {})
      await refused(409, 'ALREADY_CANCELLED', 'POST', path, {})
    },
  },
]
