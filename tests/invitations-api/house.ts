import { uuidv7 } from 'uuidv7'
import { afterAll } from 'vitest'
import { driveReservation, type Steps } from '../../src/invitations/index.ts'
import type { Context } from '../../src/platform/context.ts'
import { freshBoxOffice, TOKEN, venueOf } from '../adapters/open/harness.ts'
import { testApp } from '../setup/app.ts'
import {
  bookAndIssue,
  freshWorld,
  invite,
  give,
  NOW,
  observed,
  type Actor,
  type World,
} from '../setup/world.ts'

/** A world with the API of this room, and short words for what its tests do. */
export async function freshHouse(changes: Partial<Context> = {}) {
  const world = await freshWorld()
  const api = testApp(world, changes)
  /** what the saga does for a reservation that is held: the venue's order, and a file for each seat */
  async function ticketsFor(reservation_id: string): Promise<void> {
    const { rowCount } = await world.pg.query('select from seat where reservation_id = $1', [reservation_id])
    const { positions } = await bookAndIssue(world, reservation_id, rowCount ?? 0)
    for (const position of positions) {
      const bytes = new TextEncoder().encode(`%PDF-1.7 ${position}`)
      api.files.set(position, { bytes, media_type: 'application/pdf' })
    }
  }
  return {
    world,
    ...api,
    /** credits, by gifts of the seat's price */
    async credits(count: number) {
      await give(world, observed(world, uuidv7(), count * 800))
    },
    invite: (seats: number, starts_at?: string) => invite(world, seats, starts_at),
    ticketsFor,
    /** a reservation with its tickets, the files included */
    async issued(who: Actor, invitation_id: string, guests: number): Promise<string> {
      const booked = await api.ask(who, 'POST', '/v1/reservations', { invitation_id, guests })
      if (booked.status !== 201) throw new Error(booked.text)
      await ticketsFor(booked.body.id)
      return booked.body.id
    },
    async count(table: string): Promise<number> {
      const { rows } = await world.pg.query<{ n: number }>(`select count(*)::int as n from ${table}`)
      return rows[0]!.n
    },
  }
}
export type House = Awaited<ReturnType<typeof freshHouse>>

const boxes: (() => Promise<void>)[] = []
afterAll(async () => {
  await Promise.all(boxes.map((stop) => stop()))
})

/** The reference server as the structure's ticketing. */
export async function withBoxOffice(house: { world: World; ctx: Context }) {
  const box = await freshBoxOffice({ now: () => new Date(NOW) })
  boxes.push(box.stop)
  const { connection_id, pg } = house.world
  const credentials = await house.ctx.secrets.encrypt(JSON.stringify({ token: TOKEN }), connection_id)
  await pg.query('update connection set credentials = $2, settings = $3 where id = $1', [
    connection_id,
    credentials,
    { address: box.url },
  ])
  return { ...box, venue: venueOf(box), allowed: [new URL(box.url).host] }
}

/** Drives a reservation as the Workflow does, without waiting. */
export const atOnce: Steps = { step: (_name, run) => run(), sleep: async () => {} }
export const drive = (ctx: Context, reservation_id: string) =>
  driveReservation(ctx, atOnce, { reservation_id })
