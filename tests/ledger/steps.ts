import { expect } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { bookAndIssue, invite, terms, wish, type World } from '../setup/world.ts'

/** A new version that both sides agree to, in force at once. */
export async function agree(world: World, changes: Partial<typeof terms>): Promise<void> {
  const id = uuidv7()
  const { convention_id } = world
  const proposal = { ...terms, ...changes, id, convention_id }
  await world.db.once(world.claim(world.structure), 'propose_version', proposal)
  const { answer } = await world.db.once(world.claim(world.operator), 'approve', { id, subject: 'version' })
  expect(answer.in_effect).toBe(true)
}

/** A reservation of so many seats, for an evening of its own, with its tickets. */
export async function issued(world: World, guests: number): Promise<string> {
  const { invitation_id } = await invite(world, guests)
  const { answer } = await world.db.once(world.claim(world.relay), 'reserve', wish(invitation_id, guests))
  await bookAndIssue(world, answer.id, guests)
  return answer.id
}

/** Which seats a gift opened, in whole or in part: [credit, cents of this gift in it]. */
export async function traceOf(world: World, reference: string): Promise<[number | string, number][]> {
  const { rows } = await world.pg.query<{ what: number | string; cents: number }>(
    `select coalesce(o.credit_number::text, o.use::text) as what,
        (least(i.span_to, o.span_to) - greatest(i.span_from, o.span_from))::int as cents
       from gift g join inflow i on i.gift_id = g.id
       join outflow o on o.convention_id = i.convention_id and o.span_from < i.span_to and o.span_to > i.span_from
      where g.reference = $1 and g.connection_id = $2 order by o.span_from`,
    [reference, world.connection_id],
  )
  return rows.map(({ what, cents }) => [Number(what) || what, cents])
}
