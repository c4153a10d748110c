import { uuidv7 } from 'uuidv7'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  OutcomeUnknown,
  PartnerBrokeContract,
  PartnerRejects,
  PersonMustAct,
  RetryLater,
} from '../../adapters/contract/index.ts'
import { able, asProblem, openTicketing } from '../../src/conventions/index.ts'
import { mustBeAlone, tellingWhoseItIs } from '../../src/conventions/one-place.ts'
import { Problem } from '../../src/platform/problems.ts'
import { connect } from '../hooks/sending.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, type World } from '../setup/world.ts'

let world: World
let api: TestApp
/** the addresses that were called */
const called: string[] = []
beforeAll(async () => {
  world = await freshWorld()
  api = testApp(world, {
    fetch: async (input) => {
      called.push(new Request(input).url)
      return Response.json([])
    },
  })
})
beforeEach(() => {
  called.length = 0
})
const change = async (id: string, set: string, value: unknown) =>
  world.pg.query(`update connection set ${set} = $1 where id = $2`, [value, id])

describe('a ticketing', () => {
  test('that is not connected is not there', async () => {
    await expect(openTicketing(api.ctx, uuidv7())).rejects.toMatchObject({
      code: 'not_found',
      detail: { what: 'connection' },
    })
  })

  test('of a platform that we no longer know is not there either, and it is said which', async () => {
    const id = await connect(api, world, 'open')
    await change(id, 'platform', 'minitel')
    await expect(openTicketing(api.ctx, id)).rejects.toMatchObject({
      code: 'not_found',
      detail: { what: 'adapter', platform: 'minitel' },
    })
  })

  test('is called where its settings say', async () => {
    const id = await connect(api, world, 'open', { settings: { address: 'https://tickets.example.org' } })
    const ticketing = await openTicketing(api.ctx, id)
    await able(ticketing, 'performances', 'performances')().catch(() => undefined)
    expect(called.map((url) => new URL(url).origin)).toContain('https://tickets.example.org')
  })

  test('whose address became a private one is not called, though it was let in once', async () => {
    const id = await connect(api, world, 'open')
    await change(id, 'settings', { address: 'https://169.254.169.254' })
    const ticketing = await openTicketing(api.ctx, id)
    await expect(able(ticketing, 'performances', 'performances')()).rejects.toMatchObject({
      code: 'address_not_allowed',
    })
    expect(called).toEqual([])
  })

  test('that does not do something is named, with what it does not do', async () => {
    const ticketing = await openTicketing(api.ctx, await connect(api, world, 'open'))
    const { adapter, partner } = ticketing
    const undeclared = { ...adapter, capabilities: { ...adapter.capabilities, tickets: undefined } }
    const missing = expect.objectContaining({
      code: 'capability_missing',
      detail: { platform: 'open', capability: 'tickets' },
    })
    for (const without of [
      { ...ticketing, adapter: undeclared as unknown as typeof adapter },
      { ...ticketing, partner: { ...partner, tickets: undefined } as unknown as typeof partner },
    ]) {
      expect(() => able(without, 'tickets', 'tickets')).toThrow(missing)
    }
  })
})

describe('two connections of one structure', () => {
  const at = async (address: string, changes: object = {}) => {
    const settings = { address }
    return { id: await connect(api, world, 'open', { settings, ...changes }), platform: 'open', settings }
  }

  test('may lead to two places, but not to one', async () => {
    const place = 'https://grande-salle.example.org/api'
    const first = await at(place, { provision: {} })
    await mustBeAlone(api.ctx, first)
    await mustBeAlone(api.ctx, await at('https://petite-salle.example.org/api'))
    await mustBeAlone(api.ctx, await at('https://grande-salle.example.org/other'))
    await mustBeAlone(api.ctx, first)
    await expect(mustBeAlone(api.ctx, await at(place))).rejects.toMatchObject({
      code: 'ticketing_connected_already',
      detail: { connection_id: first.id },
    })
  })

  test('may follow one another where the first never set anything up', async () => {
    const place = 'https://studio.example.org'
    await mustBeAlone(api.ctx, await at(place, { state: 'draft' }))
    const second = await at(place, { provision: {} })
    expect(await mustBeAlone(api.ctx, second)).toBe(undefined)
    await expect(mustBeAlone(api.ctx, await at(place))).rejects.toMatchObject({
      detail: { connection_id: second.id },
    })
  })
})

describe('a ticketing that cannot be the connection’s', () => {
  const refused = async (problem: Error) => {
    const id = await connect(api, world, 'open')
    const place = 'https://scene.example.org'
    const claim = async () => Promise.reject(problem)
    await expect(tellingWhoseItIs(api.ctx, { id, place }, claim)).rejects.toBe(problem)
    const { rows } = await world.pg.query<{ message: string; todo: string }>(
      "select message, todo from trouble where kind = 'connection' and subject = $1",
      [id],
    )
    return rows
  }

  test('because it is another structure’s is shown to the operator, with its place and what to do', async () => {
    expect(await refused(new Problem('ticketing_connected_already', {}))).toEqual([
      {
        message: expect.stringContaining('https://scene.example.org'),
        todo: expect.stringContaining('disable it'),
      },
    ])
  })

  test.each([
    ['it is the structure’s own', new Problem('ticketing_connected_already', { connection_id: uuidv7() })],
    ['it was asked wrongly', new Problem('idempotency_key_missing')],
    ['something broke', new TypeError('a mistake')],
  ])('because %s is no matter of the operator’s', async (_, problem) => {
    expect(await refused(problem)).toEqual([])
  })
})

describe('to a person who waits, a partner’s fault is', () => {
  test.each([
    ['that it is away', new RetryLater('busy'), { code: 'partner_unavailable', detail: { said: 'busy' } }],
    [
      'that its answer is lost',
      new OutcomeUnknown('cut'),
      { code: 'partner_unavailable', detail: { said: 'cut' } },
    ],
    [
      'that it says no',
      new PartnerRejects('full', 422, ''),
      { code: 'partner_refused', detail: { said: 'full' } },
    ],
    [
      'what to do',
      new PersonMustAct('no entry', 'Renew the token.'),
      { code: 'partner_refused', detail: { said: 'no entry', todo: 'Renew the token.' } },
    ],
    [
      'that it is broken',
      new PartnerBrokeContract('nonsense'),
      { code: 'partner_refused', detail: { said: 'nonsense' } },
    ],
  ])('%s', async (_, fault, { code, detail }) => {
    const problem = await asProblem(Promise.reject(fault)).catch((thrown: unknown) => thrown)
    expect(problem).toMatchObject({ name: 'Problem', code, cause: fault })
    expect(problem).toHaveProperty('detail', detail)
  })

  test('nothing else: a fault of ours stays one, and what went well is answered', async () => {
    const ours = new TypeError('a mistake')
    await expect(asProblem(Promise.reject(ours))).rejects.toBe(ours)
    expect(await asProblem(Promise.resolve('seats'))).toBe('seats')
  })
})
