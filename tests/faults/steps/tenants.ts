import * as fc from 'fast-check'
import { askApi } from '../client.ts'
import { either, nth, some, kind, type Play } from '../play.ts'
import { othersIds } from '../checks/tenants.ts'
import type { Actor } from '../territory.ts'

/** One asks for what is another's, to read and to write. */

const LISTS = {
  structure: [
    '/v1/connections',
    '/v1/gifts',
    '/v1/conventions',
    '/v1/performances',
    '/v1/invitations',
    '/v1/webhooks?state=done',
    '/v1/webhooks?state=set_aside',
    '/v1/differences',
    '/v1/keys',
    '/v1/reservations',
  ],
  relay: [
    '/v1/reservations',
    '/v1/waiting',
    '/v1/invitations',
    '/v1/keys',
    '/v1/gifts',
    '/v1/webhooks?state=done',
  ],
} as const

export const read = kind(
  'read what there is',
  { role: fc.constantFrom('structure', 'relay'), who: either, list: some },
  async (play, { role, who, list }) => {
    const actor = actorOf(play, role, who)
    const path = nth(LISTS[role], list)!
    const answer = await askApi(play.scene, { actor, method: 'GET', path })
    if (answer === null) return
    const told = JSON.stringify(answer.body)
    const seen = (await othersIds(play, actor)).filter((id) => told.includes(id))
    if (seen.length > 0)
      play.scene.complaints.push(`I9: a ${role} sees in ${path} what is another's: ${seen.join(' ')}`)
  },
)

/** Addresses of things of the other one, with what is done there. */
async function others(
  play: Play,
  actor: Actor,
): Promise<{ method: 'GET' | 'POST' | 'PATCH'; path: string; body?: object }[]> {
  if (actor.role === 'relay') {
    const rows = await play.rows<{ id: string; seat: string; waiting: string }>(
      `select r.id, min(s.id::text) as seat from reservation r join seat s on s.reservation_id = r.id
        where r.relay_id <> $1 group by r.id, r.created_at order by r.created_at, r.id`,
      [actor.organisation_id],
    )
    return rows.flatMap(({ id, seat }) => [
      { method: 'GET', path: `/v1/reservations/${id}` },
      { method: 'GET', path: `/v1/reservations/${id}/tickets` },
      { method: 'GET', path: `/v1/tickets/${seat}/file` },
      { method: 'POST', path: `/v1/reservations/${id}/give-back`, body: {} },
      { method: 'POST', path: `/v1/reservations/${id}/decline` },
    ])
  }
  const other = play.territory.theatres.find(({ structure }) => structure !== actor)!
  const { convention_id, connection_id } = other
  const offered = await play.rows<{ id: string }>(
    'select id from invitation where convention_id = $1 order by id',
    [convention_id],
  )
  return [
    { method: 'GET', path: `/v1/conventions/${convention_id}` },
    { method: 'GET', path: `/v1/conventions/${convention_id}/figures` },
    { method: 'GET', path: `/v1/conventions/${convention_id}/entries` },
    { method: 'GET', path: `/v1/conventions/${convention_id}/balances` },
    { method: 'GET', path: `/v1/connections/${connection_id}` },
    { method: 'POST', path: `/v1/connections/${connection_id}/performances/sync` },
    { method: 'POST', path: `/v1/connections/${connection_id}/rotate-hook` },
    { method: 'POST', path: `/v1/connections/${connection_id}/disable` },
    ...offered.flatMap(({ id }): { method: 'PATCH' | 'POST'; path: string; body?: object }[] => [
      { method: 'PATCH', path: `/v1/invitations/${id}`, body: { seats: 1 } },
      { method: 'POST', path: `/v1/invitations/${id}/approve` },
    ]),
  ]
}

export const trespass = kind(
  'ask for what is another’s',
  { role: fc.constantFrom('structure', 'relay'), who: either, which: some },
  async (play, { role, who, which }) => {
    const actor = actorOf(play, role, who)
    const asked = nth(await others(play, actor), which)
    if (!asked) return false
    const key = `trespass-${play.scene.steps_done}-${which}`
    const answer = await askApi(play.scene, { ...asked, actor, ...(asked.method === 'GET' ? {} : { key }) })
    if (answer === null || answer.status === 404) return true
    play.scene.complaints.push(
      `I9: a ${role} asked ${asked.method} ${asked.path} of another's and was answered ${answer.status} ${JSON.stringify(answer.body)}`,
    )
    return true
  },
)

const actorOf = ({ territory }: Play, role: 'structure' | 'relay', who: number): Actor =>
  role === 'relay' ? territory.relays[who]! : territory.theatres[who]!.structure

export const tenantKinds = [read, read, trespass, trespass]
