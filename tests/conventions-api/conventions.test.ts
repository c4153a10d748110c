import { beforeAll, describe, expect, test } from 'vitest'
import { join, terms } from '../api/two-houses.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, give, NOW, observed, type Actor, type World } from '../setup/world.ts'

let world: World
let api: TestApp
beforeAll(async () => {
  world = await freshWorld()
  api = testApp(world)
})

/** A structure with a convention of its own, still without terms. */
async function freshConvention(): Promise<{ structure: Actor; id: string; at: string }> {
  const structure = await join(world, 'structure', 'Scène')
  const made = await api.ask(world.operator, 'POST', '/v1/conventions', {
    structure_id: structure.organisation_id,
    season_id: world.season_id,
    collects_from: '2026-06-01T02:00:00+02:00',
    collects_until: '2027-06-01T00:00:00Z',
  })
  expect(made.body).toEqual({
    id: expect.any(String),
    structure_id: structure.organisation_id,
    season_id: world.season_id,
    collects_from: '2026-06-01T00:00:00.000Z',
    collects_until: '2027-06-01T00:00:00.000Z',
  })
  return { structure, id: made.body.id, at: `/v1/conventions/${made.body.id}` }
}
const shown = async (at: string) => (await api.ask(world.operator, 'GET', at)).body

describe('a version', () => {
  test('takes effect only with both approvals; one side cannot give both', async () => {
    const { structure, at } = await freshConvention()
    expect(await shown(at)).toMatchObject({ in_force_version: null, versions: [] })
    const proposed = await api.ask(structure, 'POST', `${at}/versions`, terms)
    expect(proposed.body).toMatchObject({ approvals: ['structure'], in_effect: false })
    const approve = `${at}/versions/${proposed.body.id}/approve`
    const twice = await api.ask(structure, 'POST', approve)
    expect([twice.status, twice.body.error.code]).toEqual([409, 'already_approved'])
    expect((await shown(at)).versions[0]).toMatchObject({ standing: 'proposed', in_force_at: null })

    const approved = await api.ask(world.operator, 'POST', approve)
    expect(approved.body).toMatchObject({ approvals: ['structure', 'operator'], in_effect: true })
    const again = await api.ask(world.operator, 'POST', approve)
    expect(again.body.error.code).toBe('already_approved')
    const { versions, in_force_version } = await shown(at)
    expect(in_force_version).toBe(1)
    expect(versions).toEqual([
      {
        ...terms,
        id: proposed.body.id,
        number: 1,
        standing: 'in_force',
        proposed_at: NOW,
        in_force_at: NOW,
        approvals: [
          { side: 'structure', at: NOW },
          { side: 'operator', at: NOW },
        ],
      },
    ])
  })

  test('with another price, communication or organisation is the structure’s alone; with more seats it needs both', async () => {
    const { structure, at } = await freshConvention()
    const first = await api.ask(structure, 'POST', `${at}/versions`, terms)
    await api.ask(world.operator, 'POST', `${at}/versions/${first.body.id}/approve`)
    const dearer = { ...terms, seat_price_cents: 900, effective_from: undefined }
    expect((await api.ask(structure, 'POST', `${at}/versions`, dearer)).body).toMatchObject({
      in_effect: true,
    })
    const byOperator = await api.ask(world.operator, 'POST', `${at}/versions`, {
      ...dearer,
      seat_price_cents: 950,
    })
    expect(byOperator.body).toMatchObject({ approvals: ['operator'], in_effect: false })
    const more = await api.ask(structure, 'POST', `${at}/versions`, { ...dearer, planned_seats: 200 })
    expect(more.body.in_effect).toBe(false)
    const { versions, in_force_version } = await shown(at)
    expect(in_force_version).toBe(2)
    expect(versions.map((one: { standing: string }) => one.standing)).toEqual([
      'proposed',
      'proposed',
      'in_force',
      'past',
    ])
  })

  test('agreed for later is not in force yet', async () => {
    const { structure, at } = await freshConvention()
    const later = { ...terms, effective_from: '2027-01-01T00:00:00Z' }
    const { body } = await api.ask(structure, 'POST', `${at}/versions`, later)
    await api.ask(world.operator, 'POST', `${at}/versions/${body.id}/approve`)
    const { versions, in_force_version } = await shown(at)
    expect([in_force_version, versions[0].standing]).toEqual([null, 'agreed'])
  })

  test('a convention is one per structure and season, and collects what no other does', async () => {
    const { structure } = await freshConvention()
    const season = await api.ask(world.operator, 'POST', '/v1/seasons', {
      name: '2027/28',
      starts_at: '2027-09-01T00:00:00Z',
      ends_at: '2028-07-01T00:00:00Z',
    })
    const again = {
      structure_id: structure.organisation_id,
      season_id: world.season_id,
      collects_from: '2027-06-01T00:00:00Z',
      collects_until: '2028-06-01T00:00:00Z',
    }
    const same = await api.ask(world.operator, 'POST', '/v1/conventions', again)
    expect([same.status, same.body.error.code]).toEqual([409, 'convention_exists'])
    const overlapping = {
      ...again,
      season_id: season.body.id,
      collects_from: '2027-05-01T00:00:00Z',
    }
    const twice = await api.ask(world.operator, 'POST', '/v1/conventions', overlapping)
    expect([twice.status, twice.body.error.code]).toEqual([409, 'collecting_twice'])
    const next = { ...overlapping, collects_from: '2027-06-01T00:00:00Z' }
    expect((await api.ask(world.operator, 'POST', '/v1/conventions', next)).status).toBe(201)
  })
})

describe('the surplus', () => {
  test('becomes something only when both say so, and never more than there is', async () => {
    const rich = await freshWorld({ planned_seats: 1 })
    const own = testApp(rich)
    await give(rich, observed(rich, 'A/1', 800 + 2_000))
    const at = `/v1/conventions/${rich.convention_id}/surplus-decisions`
    const seats = { use: 'seats', seats: 2, seat_price_cents: 900, reason: 'Two more' }
    const proposed = await own.ask(rich.structure, 'POST', at, seats)
    expect([proposed.status, proposed.body]).toMatchObject([
      201,
      { approvals: ['structure'], in_effect: false },
    ])
    const approve = `${at}/${proposed.body.id}/approve`
    const alone = await own.ask(rich.structure, 'POST', approve)
    expect([alone.status, alone.body.error.code]).toEqual([409, 'already_approved'])
    expect((await own.ask(rich.operator, 'POST', approve)).body.in_effect).toBe(true)

    const management = { use: 'management', cents: 201, reason: 'Mediation' }
    const more = await own.ask(rich.operator, 'POST', at, management)
    const refused = await own.ask(rich.structure, 'POST', `${at}/${more.body.id}/approve`)
    expect([refused.status, refused.body.error]).toMatchObject([
      409,
      { code: 'not_enough_surplus', detail: { asked_cents: 201, surplus_cents: 200 } },
    ])
    const { body } = await own.ask(rich.structure, 'GET', at)
    expect(body).toEqual({
      items: [
        {
          ...seats,
          id: proposed.body.id,
          convention_id: rich.convention_id,
          cents: 1_800,
          proposed_at: NOW,
          taken_at: NOW,
          approvals: ['structure', 'operator'],
        },
        {
          ...management,
          id: more.body.id,
          convention_id: rich.convention_id,
          seats: null,
          seat_price_cents: null,
          proposed_at: NOW,
          taken_at: null,
          approvals: ['operator'],
        },
      ],
      next: null,
    })
  })
})

test('lists are paged and filtered', async () => {
  for (let n = 0; n < 3; n++) await freshConvention()
  const all = await api.ask(world.operator, 'GET', '/v1/conventions?limit=200')
  const ids = all.body.items.map(({ id }: { id: string }) => id)
  expect(all.body.next).toBeNull()
  expect(ids.length).toBeGreaterThan(3)
  const paged: string[] = []
  for (let next = ''; ;) {
    const { body } = await api.ask(world.operator, 'GET', `/v1/conventions?limit=2${next}`)
    expect(body.items.length).toBeLessThanOrEqual(2)
    paged.push(...body.items.map(({ id }: { id: string }) => id))
    if (body.next === null) break
    next = `&after=${body.next}`
  }
  expect(paged).toEqual(ids)
  const { organisation_id } = world.structure
  const own = await api.ask(world.operator, 'GET', `/v1/conventions?structure_id=${organisation_id}`)
  expect(own.body.items.map(({ id }: { id: string }) => id)).toEqual([world.convention_id])
})
