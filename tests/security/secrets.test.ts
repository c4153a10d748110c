import { uuidv7 } from 'uuidv7'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { http, HttpResponse } from 'msw'
import { hookAddress } from '../../src/conventions/index.ts'
import { reconcileAll, workBatch } from '../../src/hooks/index.ts'
import {
  closeEvenings,
  driveReservation,
  restartHalted,
  syncAll,
  writeMail,
} from '../../src/invitations/index.ts'
import { sendMails } from '../../src/people/index.ts'
import { openDatabase } from '../../src/platform/reading.ts'
import { connect, deliver, fromOpen, fromPretix, gave, paid } from '../hooks/sending.ts'
import { atOnce } from '../invitations-api/house.ts'
import { MASTER_KEYS, testApp, type Answer } from '../setup/app.ts'
import { network } from '../setup/network.ts'
import { takeNoise } from '../setup/noise.ts'
import { askRoute } from './ask-route.ts'
import { everyone, type Everyone } from './everyone.ts'
import { TABLE } from './table.ts'

// Everything is asked and everything fails, with secrets that can be recognised; then all that was answered, logged,
// mailed and stored is searched for them.

const TOKEN = 'MARKED-token-of-a-ticketing-7d1f'
const PASSWORD = 'MARKED-password-of-the-database'
let house: Everyone
/** what the world's ticketing answers: a server that repeats all it is sent, as error pages do */
let status = 200
const echo: typeof fetch = async (input, init) => {
  const request = new Request(input, init)
  const said = { url: request.url, headers: Object.fromEntries(request.headers), body: await request.text() }
  const text = `${request.method} ${JSON.stringify(said)}`
  const body = status === 204 || status === 304 ? null : status === 200 ? JSON.stringify(said) : text
  return new Response(body, {
    status,
    headers: { location: request.url, 'x-echo': said.headers['authorization'] ?? '' },
  })
}
const heard: string[] = []
const hear = ({ status: answered, headers, text }: Answer) =>
  heard.push(`${answered} ${JSON.stringify([...headers].filter(([name]) => name !== 'set-cookie'))} ${text}`)
/** each by what it is */
const secrets = new Map<string, string>()

beforeAll(async () => {
  house = await everyone({ fetch: echo })
  const { world, ctx } = house
  const pretix = await connect(house, world, 'pretix', {
    token: TOKEN,
    settings: { address: 'https://pretix.eu' },
  })
  const sealed = await ctx.secrets.encrypt(JSON.stringify({ token: TOKEN }), world.connection_id)
  await world.pg.query('update connection set credentials = $2, settings = $3 where id = $1', [
    world.connection_id,
    sealed,
    { address: 'https://billetterie.example/' },
  ])
  secrets.set('the token of a ticketing', TOKEN)
  secrets.set('the password of the database', new URL(world.database.workerUrl).password)
  secrets.set('the owner’s password', new URL(world.database.url).password)
  secrets.set('a wrong password', PASSWORD)
  secrets.set('the master key', MASTER_KEYS.split(':')[1]!)
  secrets.set('the master key, opened', atob(MASTER_KEYS.split(':')[1]!))
  secrets.set('a revoked key', house.revoked)
  for (const [who, { key }] of Object.entries(house.actors)) secrets.set(`the key of ${who}`, key)
  for (const [platform, id] of [
    ['open', world.connection_id],
    ['pretix', pretix],
  ] as const) {
    for (const hook_generation of [1, 2, 3]) {
      const { url, signing_secret } = await hookAddress(ctx, { id, platform, hook_generation })
      secrets.set(`webhook address ${hook_generation} of ${platform}`, url.split('/').at(-1)!)
      secrets.set(`signing secret ${hook_generation} of ${platform}`, signing_secret.replace('whsec_', ''))
    }
  }
})

/** Every route, as each role, with a key that nobody gave, and with keys where they do not belong. */
async function askEverything(of: Pick<Everyone, 'ids' | 'ask' | 'ctx'>): Promise<void> {
  for (const [route] of TABLE) {
    for (const { key } of Object.values(house.actors)) hear(await askRoute(of, key, route))
    hear(await askRoute(of, house.revoked, route))
  }
}

describe('while everything is asked', () => {
  test.each([200, 204, 302, 400, 401, 403, 404, 409, 422, 429, 500, 503])(
    'of a ticketing that repeats what it is sent, with %i',
    { timeout: 120_000 },
    async (answered) => {
      status = answered
      const { world, ctx, ask, actors } = house
      const at = `/v1/connections/${world.connection_id}`
      for (const verb of ['enable', 'rotate-hook', 'performances/sync', 'disable', 'enable']) {
        hear(await ask(actors.operator, 'POST', `${at}/${verb}`))
      }
      const offer = {
        convention_id: world.convention_id,
        performance_id: house.of_structure.performance_id,
        seats: 3,
      }
      hear(await ask(actors.structure, 'POST', '/v1/invitations', offer))
      hear(
        await ask(actors.structure, 'PATCH', `/v1/invitations/${house.of_structure.invitation_id}`, {
          seats: 50,
        }),
      )
      const wish = { invitation_id: house.ids['second_invitation_id'], guests: 1 }
      const booked = await ask(actors.relay, 'POST', '/v1/reservations', wish)
      hear(booked)
      // the saga, the queue and cron fall over what such a server says; what they tell is what is looked at
      const drive = driveReservation(ctx, atOnce, { reservation_id: booked.body.id })
      await drive.catch((cause: unknown) => heard.push(String(cause)))
      await deliver(
        house,
        await fromOpen(house, { connection_id: world.connection_id, body: gave(`A-${answered}`) }),
      )
      await workBatch(ctx, house.enqueued.splice(0))
      for (const task of [syncAll, reconcileAll, closeEvenings, restartHalted]) {
        await task(ctx).catch((cause: unknown) => heard.push(String(cause)))
      }
      expect(heard.length).toBeGreaterThan(7)
    },
  )

  test('by each role, of every route', { timeout: 120_000 }, async () => {
    await askEverything(house)
    expect(heard.length).toBeGreaterThan(400)
  })

  test(
    'of a database that is away, that lets nobody in, that tells of a row',
    { timeout: 120_000 },
    async () => {
      const { world } = house
      const { neonEndpoint } = world.database
      const failures = [
        () => HttpResponse.error(),
        () => HttpResponse.json({ message: 'gone', code: '57P01' }, { status: 400 }),
        () =>
          HttpResponse.json(
            { message: 'odd', code: '23514', detail: 'Failing row contains (…)' },
            { status: 400 },
          ),
      ]
      for (const failure of failures) {
        network.use(http.post(neonEndpoint, failure))
        for (const [route] of TABLE) hear(await askRoute(house, house.actors.relay.key, route))
        network.resetHandlers()
      }
      const wrong = new URL(world.database.workerUrl)
      wrong.password = PASSWORD
      const locked = testApp({ db: openDatabase(wrong.href, neonEndpoint) })
      for (const [route] of TABLE)
        hear(await askRoute({ ...locked, ids: house.ids }, house.actors.relay.key, route))
      heard.push(JSON.stringify(locked.logged))
      expect(locked.logged.length).toBeGreaterThan(20)
    },
  )

  test('and secrets are sent where they do not belong', async () => {
    const { world, ask, actors, app } = house
    const { key } = actors.operator
    for (const path of [
      `/v1/me?key=${key}`,
      `/v1/gifts/${key}`,
      `/relay/${key}`,
      `/sign-in?to=/${key}`,
      `/v1/gifts?after=${key}`,
    ]) {
      const answer = await ask(null, 'GET', path)
      // what was asked for in the address itself may be named in the answer to whoever asked
      heard.push(JSON.stringify(answer.body?.error?.code ?? ''))
    }
    const credentials = { token: `${TOKEN} with a space` }
    const body = { platform: 'open', settings: { address: 'https://a.example' }, credentials }
    hear(await ask(actors.structure, 'POST', '/v1/connections', body))
    const at = `/v1/connections/${world.connection_id}`
    hear(await ask(actors.structure, 'PATCH', at, { credentials: { token: TOKEN, other: TOKEN } }))
    hear(await ask(actors.structure, 'PATCH', at, { credentials: { password: TOKEN } }))
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: house.ctx.origin }
    for (const typed of [house.revoked, `${key}x`, key]) {
      const answer = await app.request('/sign-in', {
        method: 'POST',
        headers: form,
        body: `key=${typed}&to=/relay`,
      })
      heard.push(`${answer.headers.get('location')} ${await answer.text()}`)
    }
    const genuine = await fromPretix(house, {
      connection_id: await connect(house, world, 'pretix'),
      body: paid('A', 1),
    })
    secrets.set('the address of a webhook', genuine.token)
    for (const sent of [genuine, { ...genuine, generation: 7 }, { ...genuine, body: 'x'.repeat(70_000) }]) {
      heard.push(JSON.stringify(await deliver(house, sent)))
    }
    expect(heard.at(-3)).toContain('stored')
  })

  test('and mails are written', async () => {
    await house.world.pg.query(`update organisation set email = 'bureau@relais.example'`)
    await sendMails(house.ctx, writeMail)
    expect(house.mails.length).toBeGreaterThan(3)
  })
})

describe('no secret is found', () => {
  const found = (text: string) =>
    [...secrets].flatMap(([what, secret]) =>
      [secret, encodeURIComponent(secret), btoa(unescape(encodeURIComponent(secret)))].some((form) =>
        text.includes(form),
      )
        ? [what]
        : [],
    )

  test('in an answer', () => {
    expect(heard.length).toBeGreaterThan(800)
    expect(new Set(heard.flatMap(found))).toEqual(new Set())
  })

  test('in the log, nor on the console', () => {
    expect(house.logged.length).toBeGreaterThan(20)
    const lines = house.logged.map(({ event, about }) => `${event} ${JSON.stringify(about)}`)
    expect(new Set(lines.flatMap(found))).toEqual(new Set())
    expect(takeNoise()).toEqual([])
  })

  test('in a mail', () => {
    expect(new Set(house.mails.flatMap((mail) => found(JSON.stringify(mail))))).toEqual(new Set())
  })

  test('in any column of the database', async () => {
    const { pg } = house.world
    const { rows: tables } = await pg.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    )
    expect(tables.length).toBeGreaterThan(20)
    const where: string[] = []
    for (const { name } of tables) {
      const { rows } = await pg.query<{ row: string }>(`select t::text as row from ${name} t`)
      for (const { row } of rows) where.push(...found(row).map((what) => `${what} in ${name}`))
    }
    expect([...new Set(where)]).toEqual([])
  })

  test('though it is looked for: each would be seen', () => {
    for (const [what, secret] of secrets) expect(found(`… ${secret} …`)).toContain(what)
    expect(secrets.size).toBeGreaterThan(20)
  })
})

describe('credentials', () => {
  test('that were altered, or moved to another connection, open nothing: no call is made, and nothing is told of them', async () => {
    const { world, ask, actors } = house
    const other = await connect(house, world, 'open', { token: TOKEN })
    const { rows } = await world.pg.query<{ credentials: string }>(
      'select credentials from connection where id = $1',
      [other],
    )
    const [name, iv, sealed = ''] = rows[0]!.credentials.split('.')
    const altered = `${name}.${iv}.${sealed.startsWith('A') ? 'B' : 'A'}${sealed.slice(1)}`
    let called = 0
    const { fetch: before } = house.ctx
    house.ctx.fetch = async (...call) => {
      called += 1
      return before(...call)
    }
    onTestFinished(() => {
      house.ctx.fetch = before
    })
    for (const credentials of [rows[0]!.credentials, altered, `v9.${iv}.${sealed}`, 'none', '']) {
      await world.pg.query('update connection set credentials = $2 where id = $1', [
        world.connection_id,
        credentials,
      ])
      const answer = await ask(
        actors.operator,
        'POST',
        `/v1/connections/${world.connection_id}/enable`,
        undefined,
        {
          'idempotency-key': uuidv7(),
        },
      )
      expect(answer.status).toBe(500)
      expect(answer.text).not.toContain(TOKEN)
    }
    expect(called).toBe(0)
  })
})
