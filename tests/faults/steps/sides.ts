import * as fc from 'fast-check'
import { either, nth, some, kind } from '../play.ts'
import { TERMS, type Theatre } from '../territory.ts'

/** What structure and operator decide. */

export const offer = kind(
  'offer an evening',
  { theatre: either, evening: some, seats: fc.integer({ min: 1, max: 6 }), approved: fc.boolean() },
  async (play, { theatre, evening, seats, approved }) => {
    const { structure, convention_id, performances } = play.territory.theatres[theatre]!
    const { id: performance_id } = nth(performances, evening)!
    const body = { convention_id, performance_id, seats }
    const offering = { actor: structure, method: 'POST', path: '/v1/invitations', body } as const
    await play.write(offering, async ({ body: offered }) => {
      const path = `/v1/invitations/${String(offered['id'])}/approve`
      if (approved) await play.write({ actor: play.territory.operator, method: 'POST', path })
    })
    return true
  },
)

export const approve = kind('approve what was offered', { which: some }, async (play, { which }) => {
  const proposed = nth(
    await play.rows<{ id: string }>(
      `select id from invitation where state = 'proposed' order by proposed_at, id`,
    ),
    which,
  )
  if (!proposed) return false
  const path = `/v1/invitations/${proposed.id}/approve`
  await play.write({ actor: play.territory.operator, method: 'POST', path })
  return true
})

export const allot = kind(
  'change an allotment',
  { which: some, seats: fc.integer({ min: 1, max: 8 }) },
  async (play, { which, seats }) => {
    const invitation = nth(
      await play.rows<{ id: string; convention_id: string }>(
        `select id, convention_id from invitation where state in ('proposed', 'open') order by proposed_at, id`,
      ),
      which,
    )
    if (!invitation) return false
    const { structure: actor } = theatreOf(play.territory.theatres, invitation.convention_id)
    await play.write({ actor, method: 'PATCH', path: `/v1/invitations/${invitation.id}`, body: { seats } })
    return true
  },
)

/** New terms: by the structure alone where only the price changes, else with the operator's yes. */
export const agree = kind(
  'agree anew',
  {
    theatre: either,
    seat_price_cents: fc.integer({ min: 300, max: 2_000 }),
    planned_seats: fc.nat({ max: 15 }),
  },
  async (play, { theatre, ...terms }) => {
    const { structure, convention_id } = play.territory.theatres[theatre]!
    const path = `/v1/conventions/${convention_id}/versions`
    const body = { ...TERMS[theatre], ...terms }
    await play.write({ actor: structure, method: 'POST', path, body }, async ({ body: version }) => {
      const approval = `${path}/${String(version['id'])}/approve`
      await play.write({ actor: play.territory.operator, method: 'POST', path: approval })
    })
  },
)

export const decide = kind(
  'decide on the surplus',
  { theatre: either, seats: fc.boolean() },
  async (play, { theatre, seats }) => {
    const { structure, convention_id } = play.territory.theatres[theatre]!
    const [fund] = await play.rows<{ surplus_cents: string }>(
      'select surplus_cents from fund where convention_id = $1',
      [convention_id],
    )
    const cents = Number(fund?.surplus_cents ?? 0)
    if (cents === 0) return false
    const path = `/v1/conventions/${convention_id}/surplus-decisions`
    const use = seats ? { use: 'seats', seats: 1, seat_price_cents: cents } : { use: 'management', cents }
    const body = { ...use, reason: 'Décidé ensemble' }
    await play.write({ actor: structure, method: 'POST', path, body }, async ({ body: proposed }) => {
      const approval = `${path}/${String(proposed['id'])}/approve`
      await play.write({ actor: play.territory.operator, method: 'POST', path: approval })
    })
    return true
  },
)

export const enable = kind('enable again', { theatre: either }, async (play, { theatre }) => {
  const { structure: actor, connection_id } = play.territory.theatres[theatre]!
  await play.write({ actor, method: 'POST', path: `/v1/connections/${connection_id}/enable` })
})

export const sync = kind('read the programme', { theatre: either }, async (play, { theatre }) => {
  const { structure: actor, connection_id } = play.territory.theatres[theatre]!
  await play.write({ actor, method: 'POST', path: `/v1/connections/${connection_id}/performances/sync` })
})

export const theatreOf = (theatres: readonly Theatre[], convention_id: string): Theatre =>
  theatres.find((one) => one.convention_id === convention_id)!

export const sideKinds = [offer, offer, approve, allot, allot, agree, decide, enable, sync]
