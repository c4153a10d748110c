import type { Adapter } from '../contract/index.ts'
import { allot } from './allot.ts'
import { api } from './api.ts'
import { attendance } from './attendance.ts'
import { cancel } from './cancel.ts'
import { disable, enable } from './enable.ts'
import { read, verify } from './hooks.ts'
import { order } from './orders.ts'
import { performances } from './performances.ts'
import { reconcile } from './reconcile.ts'
import { findBooking, reserve } from './reserve.ts'
import { type Credentials, credentials, type Settings, settings } from './settings.ts'
import { tickets } from './tickets.ts'

/** Any ticketing that speaks the open partner contract; the demonstration box office is its reference server. */
export const open: Adapter<Settings, Credentials> = {
  platform: 'open',
  name: 'Contrat ouvert',
  documentation: '/acs/openapi.json',
  capabilities: {
    enable: 'reference server',
    gifts: 'reference server',
    performances: 'reference server',
    allot: 'reference server',
    reserve: 'reference server',
    tickets: 'reference server',
    cancel: 'reference server',
    attendance: 'reference server',
    reconcile: 'reference server',
  },
  limits: [
    'One webhook address for each token.',
    'A booking holds units of one performance.',
    'Tickets are fetched from the same origin as the API.',
  ],
  settings,
  credentials,
  address: ({ address }) => address,
  pace_ms: 100,
  verify,
  read,
  open({ settings: { address }, credentials: { token } }, tools) {
    const partner = api(tools.http({ address, headers: { authorization: `Bearer ${token}` } }))
    return {
      enable: async (request) => enable(partner, request),
      disable: async () => disable(partner),
      order: async (id) => order(partner, id),
      performances: async () => performances(partner, tools.now()),
      allot: async (request) => allot(partner, request),
      reserve: async (request) => reserve(partner, request),
      findBooking: async (reference, reservation_id) => findBooking(partner, reference, reservation_id),
      tickets: async (id) => tickets(partner, id),
      cancel: async (request) => cancel(partner, request),
      attendance: async (performance, cursor) => attendance(partner, performance, cursor),
      reconcile: async (cursor) => reconcile(partner, cursor),
    }
  },
}
