import { uuidv7 } from 'uuidv7'
import { NOW, wish, type World } from '../setup/world.ts'

/** The steps of a booking one by one, for what happens between them. */
export function bookingsOf(world: World) {
  const { db } = world
  const order = (reservation_id: string) => `ORDER-${reservation_id}`
  const position = (reservation_id: string, n: number) => `${order(reservation_id)}-${n + 1}`
  return {
    order,
    position,
    async reserve(invitation_id: string, guests: number, companions = 0): Promise<string> {
      const asked = wish(invitation_id, guests, companions)
      const { answer } = await db.once(world.claim(world.relay), 'reserve', asked)
      return answer.id
    },
    async begin(reservation_id: string, now = NOW): Promise<string> {
      const { attempt } = await db.call('begin_attempt', { reservation_id, reference: uuidv7(), now })
      return attempt!.reference
    },
    end: (reservation_id: string, reference: string, state: string, seats = 0, now = NOW) =>
      db.call('end_attempt', {
        reservation_id,
        reference,
        state,
        order: order(reservation_id),
        positions: Array.from({ length: seats }, (_, n) => position(reservation_id, n)),
        now,
      }),
    issue: (reservation_id: string, seats: number, now = NOW) =>
      db.call('issue', {
        reservation_id,
        tickets: Array.from({ length: seats }, (_, n) => position(reservation_id, n)).map((name) => ({
          position: name,
          key: name,
          media_type: 'application/pdf',
        })),
        now,
      }),
    giveBack: (reservation_id: string, seat_ids: readonly string[] | null) =>
      db.once(world.claim(world.relay), 'give_back', { reservation_id, seat_ids }),
    settle: (
      reservation_id: string,
      seat_ids: readonly string[],
      outcome: 'cancelled' | 'refused',
      now = NOW,
    ) => db.call('settle_return', { reservation_id, seat_ids, outcome, now }),
    scan: (
      reservation_id: string,
      seen: readonly (readonly [n: number, scanned_at: string | null])[],
      now: string,
    ) =>
      db.call('record_scans', {
        connection_id: world.connection_id,
        scans: seen.map(([n, scanned_at]) => ({
          order: order(reservation_id),
          position: position(reservation_id, n),
          scanned_at,
        })),
        now,
      }),
    close: (performance_id: string, now: string, final_at: string) =>
      db.call('close_evening', { performance_id, now, final_at }),
    /** its seats in the order of the partner's positions: [id, state] */
    async seats(reservation_id: string): Promise<{ id: string; state: string }[]> {
      const { rows } = await world.pg.query<{ id: string; state: string }>(
        'select id, state from seat where reservation_id = $1 order by kind, credit_number',
        [reservation_id],
      )
      return rows
    },
    async state(reservation_id: string): Promise<string> {
      const { rows } = await world.pg.query<{ state: string }>(
        'select state from reservation where id = $1',
        [reservation_id],
      )
      return rows[0]!.state
    },
  }
}
