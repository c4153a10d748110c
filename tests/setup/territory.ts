import { createAdaptorServer } from '@hono/node-server'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { startBoxOffice, type BoxOffice } from '../../adapters/open/box-office/server.ts'
import { createApp } from '../../src/app.ts'
import { hookAddress } from '../../src/conventions/index.ts'
import { workBatch } from '../../src/hooks/index.ts'
import { able, openTicketing } from '../../src/conventions/index.ts'
import { driveReservation, syncPerformances, type Steps } from '../../src/invitations/index.ts'
import type { Context } from '../../src/platform/context.ts'
import { testContext } from './app.ts'
import { allowLocal } from './network.ts'
import { freshWorld, NOW, wish, type Actor, type World } from './world.ts'

const TOKEN = 'a-token-of-the-box-office'
const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
})

/** A world whose structure sells with the real demonstration box office, and whose webhooks reach us over HTTP. */
export interface Territory {
  world: World
  ctx: Context
  office: BoxOffice
  files: Map<string, { bytes: Uint8Array; media_type: string }>
  /** moves the one clock that all share */
  pass(duration_ms: number): void
  /** what someone does at the box office: its counter, its door, its public */
  at(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>
  /** waits for the box office's deliveries, then works on all webhooks and sagas that are waiting */
  settle(): Promise<void>
  /** puts the first evening that has room on offer, with an allotment at the box office */
  offer(seats: number): Promise<Offer>
  /** a relay asks for seats; the saga waits for `drive` or `settle` */
  reserve(invitation_id: string, guests: number, relay?: Actor): Promise<string>
  stateOf(reservation_id: string): Promise<string | undefined>
  seatsOf(reservation_id: string): Promise<SeatRow[]>
  /** the reservations' sagas only, each with these hands */
  drive(steps?: Partial<Steps>): Promise<void>
}

export interface Offer {
  invitation_id: string
  performance_id: string
  /** the box office's own */
  reference: string
  starts_at: Date
}
interface SeatRow {
  id: string
  position: string
  state: string
  ticket_key: string
}

export async function openTerritory(): Promise<Territory> {
  const world = await freshWorld({ seat_price_cents: 1_200 })
  let now_ms = Date.parse(NOW)
  const folder = mkdtempSync(join(tmpdir(), 'box-office-'))
  const office = await startBoxOffice({
    port: 0,
    folder,
    token: TOKEN,
    faults: true,
    now: () => new Date(now_ms),
  })
  allowLocal(office.url)
  closing.push(async () => {
    await office.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const app = createApp(() => ctx)
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closing.push(() => new Promise((done) => void server.close(() => done())))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  allowLocal(origin)

  const { ctx, enqueued, driven, files } = testContext(world, {
    origin,
    now: () => new Date(now_ms).toISOString(),
    private_addresses_allowed: [new URL(office.url).host],
  })
  const { connection_id } = world
  const credentials = await ctx.secrets.encrypt(JSON.stringify({ token: TOKEN }), connection_id)
  const structure_id = world.structure.organisation_id
  await world.db.call('change_connection', {
    id: connection_id,
    structure_id,
    settings: { address: office.url },
    credentials,
  })
  const ticketing = await openTicketing(ctx, connection_id)
  const hook = await hookAddress(ctx, ticketing.connection)
  const words = { fr: 'Un fauteuil à partager', en: 'A seat to share' }
  const enabled = await able(
    ticketing,
    'enable',
    'enable',
  )({ hook, step: { title: words, description: words } })
  await world.db.call('record_connection', { id: connection_id, state: 'enabled', ...enabled, now: NOW })
  await syncPerformances(ctx, connection_id)

  const steps: Steps = {
    step: (_name, run) => run(),
    sleep: async (_name, duration_ms) => {
      now_ms += duration_ms
    },
  }
  const territory: Territory = {
    world,
    ctx,
    office,
    files,
    pass: (duration_ms) => {
      now_ms += duration_ms
    },
    async at(method, path, body) {
      const answer = await fetch(`${office.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
      return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
    },
    async offer(seats) {
      const { rows } = await world.pg.query<{ id: string; reference: string; starts_at: Date }>(
        `select id, reference, starts_at from performance where seats_free >= $1 and state = 'scheduled'
          and id not in (select performance_id from invitation) order by starts_at limit 1`,
        [seats],
      )
      const { id: performance_id, reference, starts_at } = rows[0]!
      const line = await openTicketing(ctx, connection_id)
      const kept = await able(line, 'allot', 'allot')({ performance: reference, seats, allotment: null })
      if (kept.outcome !== 'allotted') throw new Error('the box office has not enough seats')
      const { allotment } = kept
      const invitation_id = ctx.newId()
      const proposal = {
        id: invitation_id,
        convention_id: world.convention_id,
        performance_id,
        seats,
        allotment,
      }
      await world.db.once(world.claim(world.structure), 'propose_invitation', proposal)
      await world.db.once(world.claim(world.operator), 'approve', {
        id: invitation_id,
        subject: 'invitation',
      })
      // what the box office itself calls it is the last part of the contract's reference
      return { invitation_id, performance_id, reference: reference.split(':').at(-1)!, starts_at }
    },
    async reserve(invitation_id, guests, relay = world.relay) {
      const { answer } = await world.db.once(world.claim(relay), 'reserve', wish(invitation_id, guests))
      await ctx.drive([{ id: `${answer.id}-0`, params: { reservation_id: answer.id } }])
      return answer.id
    },
    async stateOf(id) {
      const { rows } = await world.pg.query<{ state: string }>(
        'select state from reservation where id = $1',
        [id],
      )
      return rows[0]?.state
    },
    async seatsOf(id) {
      const query =
        'select id, position, state, ticket_key from seat where reservation_id = $1 order by position'
      return (await world.pg.query<SeatRow>(query, [id])).rows
    },
    async drive(changes = {}) {
      for (const { params } of driven.splice(0)) await driveReservation(ctx, { ...steps, ...changes }, params)
    },
    async settle() {
      do {
        await office.settled()
        await workBatch(ctx, enqueued.splice(0))
        await territory.drive()
        await office.settled()
      } while (enqueued.length + driven.length > 0)
    },
  }
  return territory
}
