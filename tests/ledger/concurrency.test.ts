import type { Client } from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { balancesOf, freshWorld, give, invite, observed, wish, NOW, type World } from '../setup/world.ts'
import { connectMany, refusal, run, runOnce, untilBlocked } from './clients.ts'
import { violations } from './invariants.ts'

const CLIENTS = 24
const ASKING = 64

let world: World
let clients: Client[]
beforeAll(async () => {
  world = await freshWorld({ planned_seats: 10_000 })
  clients = await connectMany(world, CLIENTS)
})

const sound = async () => expect(await violations(world.pg, world.convention_id)).toEqual({})

/** Everyone at once, spread over the connections; a connection does its own one after the other. */
async function atOnce<T>(count: number, act: (client: Client, n: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = []
  await Promise.all(
    clients.map(async (client, first) => {
      for (let n = first; n < count; n += clients.length) answers.push(await act(client, n))
    }),
  )
  return answers
}

async function availableNow(): Promise<number> {
  return (await balancesOf(world))['available'] ?? 0
}

/** Several evenings: whoever asks for one waits for no other, and all take from the same credits. */
async function evenings(count = 8): Promise<string[]> {
  const open: string[] = []
  for (let n = 0; n < count; n++) open.push((await invite(world, 500)).invitation_id)
  return open
}

describe('more ask than there is', () => {
  const ask = (invitations: readonly string[]) => (client: Client, n: number) => {
    const wanted = wish(invitations[n % invitations.length]!, 1)
    return refusal(runOnce(client, world.claim(world.relay), 'reserve', wanted))
  }

  test('credits: exactly as many seats as credits', async () => {
    await give(world, observed(world, 'K/1', 20 * 800))
    const ends = await atOnce(ASKING, ask(await evenings()))
    expect(ends.filter((end) => end === null)).toHaveLength(20)
    expect(ends.filter((end) => end === 'not_enough_credits')).toHaveLength(ASKING - 20)
    expect(await balancesOf(world)).toMatchObject({ available: 0, held: 20 })
    const { rows } = await world.pg.query('select count(distinct credit_number)::int as n from seat')
    expect(rows).toEqual([{ n: 20 }])
    await sound()
  })

  test('with the condition taken out of the code, the table itself still refuses', async () => {
    const { rows } = await world.pg.query<{ hold: string }>(
      "select pg_get_functiondef('hold(jsonb)'::regprocedure) as hold",
    )
    const careful = rows[0]!.hold
    const careless = careful.replace(' and available >= total - offered', '')
    expect(careless).not.toBe(careful)
    await give(world, observed(world, 'K/2', 5 * 800))
    const open = await evenings()
    await world.pg.query(careless)
    try {
      const ends = await atOnce(ASKING, ask(open))
      expect(ends.filter((end) => end === null)).toHaveLength(5)
      expect(ends.filter((end) => end === '23514')).toHaveLength(ASKING - 5)
    } finally {
      await world.pg.query(careful)
    }
    await sound()
  })

  test('seats: exactly as many as the allotment, with credits left', async () => {
    await give(world, observed(world, 'L/1', 40 * 800))
    const { invitation_id } = await invite(world, 15)
    const ends = await atOnce(ASKING, ask([invitation_id]))
    expect(ends.filter((end) => end === null)).toHaveLength(15)
    expect(ends.filter((end) => end === 'not_enough_seats')).toHaveLength(ASKING - 15)
    expect(await availableNow()).toBe(25)
    await sound()
  })

  test('groups: all of a group or nobody', async () => {
    const before = await availableNow()
    const open = await evenings()
    const groups = await atOnce(ASKING, (client, n) => {
      const guests = 1 + (n % 4)
      const asked = run(client, 'reserve', {
        ...wish(open[n % open.length]!, guests),
        principal: { organisation_id: world.relay.organisation_id },
        now: NOW,
      })
      return refusal(asked).then((end) => (end === null ? guests : 0))
    })
    const held = groups.reduce((total, guests) => total + guests, 0)
    expect(await availableNow()).toBe(before - held)
    expect(before - held, 'no group of one was sent away while a credit was left').toBe(0)
    await sound()
  })
})

describe('gifts', () => {
  test('one observation from many posters is posted once', async () => {
    const seen = observed(world, 'M/1', 1_234)
    await atOnce(ASKING, (client) =>
      run(client, 'post_gifts', { now: NOW, observations: [{ ...seen, id: uuidv7() }], done: [] }),
    )
    const { rows } = await world.pg.query(
      'select g.posted_cents, count(i.id)::int as times from gift g join inflow i on i.gift_id = g.id where reference = $1 group by g.id',
      ['M/1'],
    )
    expect(rows).toEqual([{ posted_cents: '1234', times: 1 }])
    await sound()
  })

  test('versions that race end with the highest, whatever came first', async () => {
    await atOnce(ASKING, (client, n) => {
      const version = 1 + ((n * 37) % ASKING)
      const seen = observed(world, 'N/1', version * 10, version)
      return run(client, 'post_gifts', { now: NOW, observations: [seen], done: [] })
    })
    const { rows } = await world.pg.query(
      'select cents, posted_cents, version from gift where reference = $1',
      ['N/1'],
    )
    expect(rows).toEqual([{ cents: '640', posted_cents: '640', version: '64' }])
    await run(world.pg, 'convert', { convention_id: world.convention_id, now: NOW })
    await sound()
  })

  test('two batches in opposite order never wait for each other in a ring', async () => {
    const [first, second] = [clients[0]!, clients[1]!]
    const post = (client: Client, ...references: string[]) =>
      run(client, 'post_gifts', {
        now: NOW,
        observations: references.map((reference) => observed(world, reference, 100)),
        done: [],
      })
    await first.query('begin')
    await post(first, 'O/1')
    const opposite = refusal(post(second, 'O/2', 'O/1'))
    await untilBlocked(world, second, opposite)
    expect(await refusal(post(first, 'O/2'))).toBeNull()
    await first.query('commit')
    expect(await opposite).toBeNull()
    await sound()
  })

  test('hundreds in shuffled batches, each gift in several', async () => {
    const references = Array.from({ length: 60 }, (_, n) => `P${n}/1`)
    await atOnce(48, (client, n) => {
      const batch = references.map((_, i) => references[(i * (n % 2 ? 59 : 1) + n * 7) % 60]!)
      const observations = batch.map((reference) => observed(world, reference, 100 + n, 1 + (n % 3)))
      return run(client, 'post_gifts', { now: NOW, observations, done: [] })
    })
    const { rows } = await world.pg.query<{ n: number }>(
      "select count(*)::int as n from gift where reference like 'P%' and posted_cents = cents and version = 3",
    )
    expect(rows).toEqual([{ n: 60 }])
    await sound()
  })
})

describe('conversion', () => {
  test('many converters at once open each credit once', async () => {
    const before = await availableNow()
    const { opened } = await run(world.pg, 'convert', { convention_id: world.convention_id, now: NOW })
    await run(world.pg, 'post_gifts', {
      now: NOW,
      observations: Array.from({ length: 50 }, (_, n) => observed(world, `Q${n}/1`, 800)),
      done: [],
    })
    const answers = await atOnce(32, (client) =>
      run(client, 'convert', { convention_id: world.convention_id, now: NOW }),
    )
    expect(answers.reduce((total, answer) => total + answer.opened, 0)).toBe(50)
    expect(await availableNow()).toBe(before + opened + 50)
    await sound()
  })
})
