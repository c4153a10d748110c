import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { closeEvenings, finalAt, pollAttendance, pollLateScans } from '../../src/invitations/index.ts'
import { DAY_MS, HOUR_MS, later, MINUTE_MS } from '../../src/platform/clock.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { network } from '../setup/network.ts'
import { bookAndIssue, EVENING, freshWorld, give, observed, wish, type World } from '../setup/world.ts'

// A ticketing of the open contract, played: it tells who came, or not.

const HOUSE = 'https://port.test'
let world: World
let app: TestApp
let now = EVENING
/** the evenings that it was asked for, and since when */
let asked: [string | null, string | null][] = []
let scans: { order: string; position: string }[] = []
/** evenings that it answers with a fault */
let broken: string[] = []

beforeEach(async () => {
  world = await freshWorld()
  app = testApp(world, { now: () => now, private_addresses_allowed: ['port.test:443'] })
  const credentials = await app.ctx.secrets.encrypt('{"token": "a-token-of-the-venue"}', world.connection_id)
  await world.pg.query('update connection set settings = $1, credentials = $2', [
    { address: HOUSE },
    credentials,
  ])
  await give(world, observed(world, 'A/1', 8_000))
  now = later(EVENING, 7 * HOUR_MS)
  asked = []
  scans = []
  broken = []
  network.use(
    http.get(`${HOUSE}/acs/scans`, ({ request }) => {
      const { searchParams } = new URL(request.url)
      const name = searchParams.get('availabilityId')
      asked.push([name, searchParams.get('since')])
      if (broken.includes(name ?? '')) return new HttpResponse('no', { status: 500 })
      const items = scans.map(({ order, position }) => {
        return { orderId: order, unitItemUuid: position, availabilityId: name, utcRedeemedAt: EVENING }
      })
      return HttpResponse.json({ items, next: `after ${asked.length}`, more: false })
    }),
  )
})

/** An evening with two guests who have their tickets; or one that is on offer, or not even that. */
async function evening(name: string, { starts_at = EVENING, guests = 2, invited = true } = {}) {
  const performance_id = uuidv7()
  const reference = `p:o:${name}`
  const one = { id: performance_id, reference, title: name, starts_at, status: 'scheduled' }
  const { db, connection_id, convention_id } = world
  await db.call('sync_performances', { connection_id, now: later(EVENING, -DAY_MS), performances: [one] })
  if (!invited) return { performance_id, order: '', positions: [] }
  const invitation_id = uuidv7()
  const proposal = { id: invitation_id, convention_id, performance_id, seats: 2, allotment: null }
  await db.once(world.claim(world.structure), 'propose_invitation', proposal)
  await db.once(world.claim(world.operator), 'approve', { id: invitation_id, subject: 'invitation' })
  if (guests === 0) return { performance_id, order: '', positions: [] }
  const { answer } = await db.once(world.claim(world.relay), 'reserve', wish(invitation_id, guests))
  return { performance_id, ...(await bookAndIssue(world, answer.id, guests)) }
}
const states = async () =>
  (await world.pg.query<{ state: string }>('select state from seat order by position')).rows.map(
    ({ state }) => state,
  )
const closed = async () =>
  (
    await world.pg.query<{ title: string }>(
      'select title from performance where closed_at is not null order by title',
    )
  ).rows.map(({ title }) => title)
const troubles = async () =>
  (await world.pg.query('select kind, subject, message from trouble where resolved_at is null')).rows

describe('an evening', () => {
  test('is closed six hours after it began, with who came and who did not, and is final five days later', async () => {
    const { order, positions } = await evening('cid')
    scans = [{ order, position: positions[0]! }]
    now = later(EVENING, 6 * HOUR_MS)
    expect(await closeEvenings(app.ctx)).toBe(0)
    expect(asked).toEqual([])
    now = later(now, 1)
    expect(await closeEvenings(app.ctx)).toBe(1)
    expect(await states()).toEqual(['used', 'unused'])
    const { rows } = await world.pg.query<{ final_at: Date }>('select final_at from performance')
    expect(rows[0]?.final_at.toISOString()).toBe(later(now, 5 * DAY_MS))
    expect(finalAt(now)).toBe(later(now, 5 * DAY_MS))
    expect(await closeEvenings(app.ctx)).toBe(0)
  })

  test('on which nobody was invited, or that the venue cancelled, is not closed by us', async () => {
    await evening('public', { invited: false })
    await evening('cancelled')
    await world.pg.query("update performance set state = 'cancelled' where title = 'cancelled'")
    expect(await closeEvenings(app.ctx)).toBe(0)
    expect(asked).toEqual([])
  })

  test('whose venue does not say who came stays open, is shown, and keeps no other open', async () => {
    const { performance_id } = await evening('mute')
    await evening('cid')
    broken = ['mute']
    expect(await closeEvenings(app.ctx)).toBe(1)
    expect(await closed()).toEqual(['cid'])
    expect(await troubles()).toEqual([
      { kind: 'attendance', subject: performance_id, message: expect.stringMatching(/“mute”.*500/) },
    ])
    expect(await states()).toContain('issued')

    broken = []
    now = later(now, MINUTE_MS)
    expect(await closeEvenings(app.ctx)).toBe(1)
    expect([await closed(), await troubles()]).toEqual([['cid', 'mute'], []])
  })

  test('at twenty a time are closed, however many are over', async () => {
    for (let n = 0; n < 21; n += 1) await evening(`e${n}`, { guests: 0 })
    expect(await closeEvenings(app.ctx)).toBe(20)
    expect(await closeEvenings(app.ctx)).toBe(1)
  })
})

describe('who came', () => {
  test('is asked for since the last answer, which is kept once its scans are', async () => {
    const { performance_id, order, positions } = await evening('cid')
    await pollAttendance(app.ctx, performance_id)
    scans = [{ order, position: positions[1]! }]
    await pollAttendance(app.ctx, performance_id)
    expect(asked).toEqual([
      ['cid', null],
      ['cid', 'after 1'],
    ])
    expect(await states()).toEqual(['issued', 'used'])
    const { db } = app.ctx
    const call: typeof db.call = async (verb, arg) => {
      if (verb === 'record_scans') throw new Error('the database went away')
      return db.call(verb, arg)
    }
    await expect(pollAttendance({ ...app.ctx, db: { ...db, call } }, performance_id)).rejects.toThrow(
      'went away',
    )
    await pollAttendance(app.ctx, performance_id)
    expect(asked.slice(2)).toEqual([
      ['cid', 'after 2'],
      ['cid', 'after 2'],
    ])
  })

  test('is not asked of a platform that cannot say: its evening is closed with what the webhooks told', async () => {
    await evening('cid')
    const settings = { account: 'acct_1AbCdEfGhIjKlMnO' }
    await world.pg.query("update connection set platform = 'stripe', settings = $1", [settings])
    expect(await closeEvenings(app.ctx)).toBe(1)
    expect(asked).toEqual([])
    expect([await states(), await troubles()]).toEqual([['unused', 'unused'], []])
  })

  test('of an evening that is not there is not asked', async () => {
    await expect(pollAttendance(app.ctx, uuidv7())).rejects.toMatchObject({
      code: 'not_found',
      detail: { what: 'performance' },
    })
  })

  test('late is asked for each night until the evening is final, and corrects it', async () => {
    const { order, positions } = await evening('cid')
    await evening('to come', { starts_at: later(EVENING, 30 * DAY_MS) })
    await closeEvenings(app.ctx)
    expect(await states()).toEqual(['unused', 'unused', 'issued', 'issued'])
    scans = [{ order, position: positions[0]! }]
    now = later(now, 5 * DAY_MS - 1)
    await pollLateScans(app.ctx)
    expect((await states()).filter((state) => state === 'used')).toHaveLength(1)
    asked = []
    now = later(now, 1)
    await pollLateScans(app.ctx)
    expect(asked).toEqual([])
  })
})
