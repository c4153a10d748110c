import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { workBatch } from '../../src/hooks/index.ts'
import { TOKEN } from '../adapters/open/harness.ts'
import { join } from '../api/two-houses.ts'
import { freshTicketing } from '../conventions-api/ticketing.ts'
import { gave } from '../hooks/sending.ts'
import { NOW, observed, type Actor } from '../setup/world.ts'

const ELSEWHERE = 'https://opera.example'
let line: Awaited<ReturnType<typeof freshTicketing>>
let neighbour: Actor
beforeAll(async () => {
  line = await freshTicketing()
  neighbour = await join(line.world, 'structure', 'Opéra du Port')
})
beforeEach(async () => {
  await line.world.pg.query('delete from ticketing')
  await line.world.pg.query('update connection set provision = null')
})

/** A connection of the neighbour to the very same ticketing, with an access of its own. */
async function connectTheirs(): Promise<string> {
  // the same place, written in another way
  const settings = { address: `${line.box.url.replace('http', 'HTTP')}/` }
  const body = { platform: 'open', settings, credentials: { token: TOKEN } }
  return (await line.api.ask(neighbour, 'POST', '/v1/connections', body)).body.id as string
}
const enable = (who: Actor, id: string) => line.api.ask(who, 'POST', `/v1/connections/${id}/enable`)
const stateOf = async (id: string) => {
  const { rows } = await line.world.pg.query<{ state: string }>(
    'select state from connection where id = $1',
    [id],
  )
  return rows[0]?.state
}

describe('a ticketing is one connection’s, of whatever structure', () => {
  test('another structure is refused before anything is called, and not told whose it is; the operator is shown both', async () => {
    const { world } = line
    const ours = await line.connect()
    expect((await enable(world.structure, ours)).body.state).toBe('enabled')
    const theirs = await connectTheirs()
    line.partner.calls.length = 0
    const refused = await enable(neighbour, theirs)
    expect([refused.status, refused.body.error.code]).toEqual([409, 'ticketing_connected_already'])
    expect(refused.body.error.detail).toEqual({})
    for (const id of [ours, world.structure.organisation_id]) expect(refused.text).not.toContain(id)
    expect(line.partner.calls).toEqual([])
    expect(await stateOf(theirs)).toBe('draft')
    const { body } = await line.api.ask(world.operator, 'GET', '/v1/troubles')
    const told = body.items.find(({ subject }: { subject: string }) => subject === theirs)
    expect(told).toMatchObject({ kind: 'connection', todo: expect.stringContaining('disable it') })
  })

  test('it passes on when the other was a mistake: disabled, and never booked a gift', async () => {
    const { world } = line
    const ours = await line.connect()
    await enable(world.structure, ours)
    const theirs = await connectTheirs()
    await line.on(ours, 'disable')
    expect((await enable(neighbour, theirs)).body.state).toBe('enabled')
    expect((await enable(world.structure, ours)).status).toBe(409)
  })

  test('it never does once a gift was booked from it', async () => {
    const { world } = line
    const ours = await line.connect()
    await enable(world.structure, ours)
    const gift = { ...observed(world, 'A/1', 1_200), connection_id: ours }
    await world.db.call('post_gifts', { now: NOW, observations: [gift], done: [] })
    await line.on(ours, 'disable')
    expect((await enable(neighbour, await connectTheirs())).status).toBe(409)
  })

  test('of two that are enabled at once one is set up, and for the other nothing is called', async () => {
    const { world } = line
    const [ours, theirs] = [await line.connect(), await connectTheirs()]
    const answers = await Promise.all([enable(world.structure, ours), enable(neighbour, theirs)])
    const [first, second] = answers.map(({ status }) => status)
    expect([first, second]).toEqual(first === 200 ? [200, 409] : [409, 200])
    const states = [await stateOf(ours), await stateOf(theirs)]
    expect(states).toEqual(first === 200 ? ['enabled', 'draft'] : ['draft', 'enabled'])
  })

  test('while it is being set up it passes on to nobody, but one that never ended holds it for two minutes', async () => {
    const { world } = line
    const [ours, theirs] = [await line.connect(), await connectTheirs()]
    line.partner.instead = () => new Response('away', { status: 503 })
    expect((await enable(world.structure, ours)).body.error.code).toBe('partner_unavailable')
    line.partner.instead = () => undefined
    line.partner.calls.length = 0
    expect((await enable(neighbour, theirs)).status).toBe(409)
    expect(line.partner.calls).toEqual([])
    line.clock.now_ms += 2 * 60_000
    expect((await enable(neighbour, theirs)).body.state).toBe('enabled')
    expect((await enable(world.structure, ours)).status).toBe(409)
  })

  test('nor by changing what one is connected to', async () => {
    const { world } = line
    const ours = await line.connect()
    await enable(world.structure, ours)
    const elsewhere = {
      platform: 'open',
      settings: { address: 'https://opera.example' },
      credentials: { token: TOKEN },
    }
    const made = await line.api.ask(neighbour, 'POST', '/v1/connections', elsewhere)
    const change = { settings: { address: line.box.url }, credentials: { token: TOKEN } }
    const moved = await line.api.ask(neighbour, 'PATCH', `/v1/connections/${made.body.id}`, change)
    expect([moved.status, moved.body.error.code]).toEqual([409, 'ticketing_connected_already'])
  })

  test('what was never asked rightly takes none, and what was left before it was set up is free', async () => {
    const { world, api, box } = line
    const body = { platform: 'open', settings: { address: ELSEWHERE }, credentials: { token: TOKEN } }
    const { id } = (await api.ask(neighbour, 'POST', '/v1/connections', body)).body
    // at work somewhere else
    await world.pg.query(`update connection set state = 'enabled', provision = '{}' where id = $1`, [id])
    const gift = { ...observed(world, 'B/1', 1_200), connection_id: id }
    await world.db.call('post_gifts', { now: NOW, observations: [gift], done: [] })
    const moveTo = (address: string, headers = {}) =>
      api.ask(
        neighbour,
        'PATCH',
        `/v1/connections/${id}`,
        { settings: { address }, credentials: { token: TOKEN } },
        headers,
      )
    const taken = async () =>
      (await world.pg.query<{ place: string }>('select place from ticketing')).rows.map(({ place }) => place)

    const unasked = await moveTo(box.url, { 'idempotency-key': 'short' })
    expect([unasked.status, await taken()]).toEqual([400, []])
    expect((await moveTo(box.url)).status).toBe(200)
    expect(await taken()).toEqual([box.url])
    expect((await moveTo(ELSEWHERE)).status).toBe(200)
    expect(await taken()).toEqual([ELSEWHERE])
    expect((await enable(world.structure, await line.connect())).body.state).toBe('enabled')
  })

  test('a webhook that waits while it passes on is not the other’s to book any more', async () => {
    const { world, api } = line
    const ours = await line.connect()
    await enable(world.structure, ours)
    await world.pg.query(
      `insert into inbox (id, connection_id, event_id, body, received_at, state, next_try_at, reason)
       select gen_random_uuid(), $1, state, $2, now(), state::inbox_state, now(), 'as a test wants it'
         from unnest(array['received', 'set_aside', 'done']) state`,
      [ours, gave('WAITS')],
    )
    await line.on(ours, 'disable')
    expect((await enable(neighbour, await connectTheirs())).body.state).toBe('enabled')
    const { rows } = await world.pg.query<{ id: string; event_id: string; state: string }>(
      'select id, event_id, state from inbox where connection_id = $1',
      [ours],
    )
    await workBatch(
      api.ctx,
      rows.map(({ id }) => id),
    )
    const booked = await world.pg.query('select reference from gift where connection_id = $1', [ours])
    expect(booked.rows).toEqual([])
    expect(Object.fromEntries(rows.map(({ event_id, state }) => [event_id, state]))).toEqual({
      received: 'ignored',
      set_aside: 'ignored',
      done: 'done',
    })
    expect(await stateOf(ours)).toBe('draft')
    const { body } = await api.ask(world.structure, 'GET', '/v1/webhooks?state=set_aside')
    expect(body.items).toEqual([])
  })
})
