import type { Adapter } from '../contract/index.ts'
import { allot } from './allot.ts'
import { pretixApi } from './api.ts'
import { attendance } from './attendance.ts'
import { cancel } from './cancel.ts'
import { disable } from './disable.ts'
import { enable } from './enable.ts'
import { findBooking } from './find.ts'
import { read, verify } from './hooks.ts'
import { makeLine } from './line.ts'
import { order } from './orders.ts'
import { performances } from './performances.ts'
import { reconcile } from './reconcile.ts'
import { reserve } from './reserve.ts'
import { type Credentials, credentials, type Settings, settings } from './settings.ts'
import { stepPlace } from './step-place.ts'
import { tickets } from './tickets.ts'

/** pretix, hosted at pretix.eu or by the venue itself; verified against 2026.8. */
export const pretix: Adapter<Settings, Credentials> = {
  platform: 'pretix',
  name: 'pretix',
  documentation: 'https://docs.pretix.eu/dev/api/',
  capabilities: {
    enable: 'real server',
    gifts: 'real server',
    performances: 'real server',
    allot: 'real server',
    reserve: 'real server',
    tickets: 'real server',
    cancel: 'real server',
    attendance: 'real server',
    reconcile: 'real server',
  },
  limits: [
    'Subscriptions are sold in one single event; the step is not put into the checkout of an event series.',
    'A gift counts while its whole order is paid: one that waits again for money, after a change, counts again when it is paid.',
    'A refund names no line in pretix: it leaves the gift, unless its line or the order is cancelled or waits for its payment again.',
    'What proves the consent is the configuration of the donation product at the last enabling; a change made by hand since is mended by the next one.',
    'A single event counts as cancelled when all its products are off, as pretix’s own “cancel event” leaves it; a shop that is only offline does not.',
    'Numbered seats are chosen when an invitation is booked, side by side where there are such; seats are kept aside by number of seats, not by name of seat.',
    'Access needs are written into the order’s internal comment, in French.',
    'Orders made in test mode give nothing.',
  ],
  settings,
  credentials,
  stepPlace,
  address: ({ address }) => address,
  // pretix.eu allows 360 requests a minute for each organizer.
  pace_ms: 170,
  verify,
  read,
  open(config, tools) {
    const { address, organizer } = config.settings
    const headers = { authorization: `Token ${config.credentials.token}`, 'accept-language': 'en' }
    const line = makeLine(config, pretixApi(tools.http({ address, headers }), organizer), () => tools.now())
    return {
      enable: async (request) => enable(line, request),
      disable: async () => disable(line),
      order: async (code) => order(line, code),
      performances: async () => performances(line),
      allot: async (request) => allot(line, request),
      reserve: async (request) => reserve(line, request),
      findBooking: async (reference, reservation_id) => findBooking(line, reference, reservation_id),
      tickets: async (code) => tickets(line, code),
      cancel: async (request) => cancel(line, request),
      attendance: async (performance, cursor) => attendance(line, performance, cursor),
      reconcile: async (cursor) => reconcile(line, cursor),
    }
  },
}
