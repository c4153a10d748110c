import { driveReservation, type Steps } from '../../src/invitations/index.ts'
import { later } from '../../src/platform/clock.ts'
import { openTerritory, type Territory } from '../setup/territory.ts'
import { named } from './named.ts'

export interface Venue {
  t: Territory
  /** seats that the relays may ask for, on an evening of their own */
  invitation_id: string
  reference: string
  faults: (plan: object) => Promise<unknown>
  places: (reference: string) => Promise<{ sold: number; free: number }>
  /** one run of the saga; what it slept is told, and costs no time */
  run: (reservation_id: string, changes?: Partial<Steps>) => Promise<number[]>
  /** answers of the attempts, in turn */
  attempts: (reservation_id: string) => Promise<string[]>
  troubles: (reservation_id: string) => Promise<{ kind: string; message: string; todo: string }[]>
  mails: (reservation_id: string) => Promise<string[]>
  /** the paths that were called since the last look, such as `POST /bookings` */
  called: () => string[]
  /** what happens at the venue, once, right after it has carried out a write whose path ends like this */
  after: (end: string, act: () => Promise<unknown>) => void
  /** a relay gives seats back */
  giveBack: (reservation_id: string, seat_ids: string[] | null) => Promise<void>
}

/** The answer to what was just carried out never comes. */
export async function lose(): Promise<never> {
  throw new TypeError('the connection was reset')
}

/** Runs something right before a step of this name. */
export const before = (name: string, act: () => unknown): Partial<Steps> => ({
  step: async (step, run) => {
    if (step === name) await act()
    return run()
  },
})

/** One territory for a whole file, with sixty credits and an evening on offer. */
export async function openVenue(): Promise<Venue> {
  const t = await openTerritory()
  const { world, ctx } = t
  // time moves with every look at the clock, so that pacing is asked for and never waited for
  const { now, fetch: real } = ctx
  let looks = 0
  ctx.now = () => later(now(), 101 * ++looks)
  let calls: string[] = []
  let waiting: { end: string; act: () => Promise<unknown> } | null = null
  ctx.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    calls.push(`${init?.method ?? 'GET'} ${pathname}`)
    const answer = await real(input, init)
    if (!waiting || init?.method !== 'POST' || !pathname.endsWith(waiting.end)) return answer
    const { act } = waiting
    waiting = null
    await act()
    return answer
  }
  await t.at('POST', '/acs/sandbox/purchases', { cents: 72_000 })
  await t.settle()
  const { invitation_id, reference } = await t.offer(30)
  const texts = async (query: string, id: string) =>
    (await world.pg.query<{ text: string }>(query, [id])).rows.map(({ text }) => text)

  return {
    t,
    invitation_id,
    reference,
    faults: (plan) => t.at('PUT', '/acs/_test/faults', plan),
    places: async (id) => {
      const { sold, free } = await t.at('GET', `/acs/sandbox/performances/${id}`)
      return { sold: Number(sold), free: Number(free) }
    },
    async run(reservation_id, changes = {}) {
      const slept: number[] = []
      const steps: Steps = {
        step: (_name, run) => run(),
        sleep: async (_name, duration_ms) => void slept.push(duration_ms),
        ...changes,
      }
      await driveReservation(ctx, named(steps), { reservation_id })
      return slept
    },
    attempts: (id) =>
      texts('select state::text as text from attempt where reservation_id = $1 order by number', id),
    troubles: async (id) =>
      (
        await world.pg.query<{ kind: string; message: string; todo: string }>(
          'select kind, message, todo from trouble where subject = $1 and resolved_at is null order by kind',
          [id],
        )
      ).rows,
    mails: (id) =>
      texts(
        `select template as text from mail where about->>'reservation_id' = $1 order by created_at, template`,
        id,
      ),
    called: () => calls.splice(0),
    after: (end, act) => {
      waiting = { end, act }
    },
    async giveBack(reservation_id, seat_ids) {
      await world.db.once(world.claim(world.relay), 'give_back', { reservation_id, seat_ids })
    },
  }
}
