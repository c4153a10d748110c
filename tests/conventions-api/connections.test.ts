import { beforeAll, describe, expect, test } from 'vitest'
import { TOKEN } from '../adapters/open/harness.ts'
import { join, SECRET } from '../api/two-houses.ts'
import { freshTicketing } from './ticketing.ts'

let line: Awaited<ReturnType<typeof freshTicketing>>
beforeAll(async () => {
  line = await freshTicketing()
})

describe('credentials', () => {
  test('are sealed in the database and told by no answer, nor by the log', async () => {
    const id = await line.connect({ token: SECRET, scope: SECRET })
    const { credentials } = await line.kept(id)
    expect(credentials).not.toContain(SECRET)
    expect(JSON.parse(await line.api.ctx.secrets.decrypt(credentials, id))).toEqual({ token: SECRET })
    for (const path of ['/v1/connections', `/v1/connections/${id}`]) {
      const { text, status } = await line.api.ask(line.world.operator, 'GET', path)
      expect(status).toBe(200)
      expect(text).not.toContain(SECRET)
      expect(text).not.toContain('credentials')
      expect(text).not.toContain('provision')
    }
    const refused = await line.on(id, 'enable')
    expect([refused.status, refused.body.error.code]).toEqual([502, 'partner_refused'])
    expect(refused.body.error.detail.todo).toContain('token')
    expect(refused.text + JSON.stringify(line.api.logged)).not.toContain(SECRET)
  })

  test('are changed whole, and the next call uses them', async () => {
    const id = await line.connect({ token: 'of-another-box-office' })
    expect((await line.on(id, 'enable')).status).toBe(502)
    const change = { credentials: { token: TOKEN } }
    const changed = await line.api.ask(line.world.structure, 'PATCH', `/v1/connections/${id}`, change)
    expect([changed.status, changed.body]).toEqual([200, { id }])
    expect((await line.on(id, 'enable')).body.state).toBe('enabled')
    const nothing = await line.api.ask(line.world.structure, 'PATCH', `/v1/connections/${id}`, {})
    expect(nothing.status).toBe(400)
  })
})

describe('addresses', () => {
  test.each([
    'http://billetterie.example/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/',
    'https://[::1]/',
    'https://localhost/',
    'https://db.internal/',
    'https://billetterie.example:8443/',
    'https://user:password@billetterie.example/',
  ])('%s is not connected to', async (address) => {
    const body = { platform: 'open', settings: { address }, credentials: { token: TOKEN } }
    const refused = await line.api.ask(line.world.structure, 'POST', '/v1/connections', body)
    expect([refused.status, refused.body.error.code]).toEqual([400, 'address_not_allowed'])
    expect(refused.text).not.toContain('password')
    const change = { settings: { address } }
    const path = `/v1/connections/${line.world.connection_id}`
    const kept = await line.api.ask(line.world.structure, 'PATCH', path, change)
    expect(kept.body.error.code).toBe('address_not_allowed')
  })

  test('a structure connects its own ticketing only, and the operator says whose', async () => {
    const body = { platform: 'open', settings: { address: line.box.url }, credentials: { token: TOKEN } }
    const unsaid = await line.api.ask(line.world.operator, 'POST', '/v1/connections', body)
    expect(unsaid.body.error.detail.issues[0].field).toBe('structure_id')
    const neighbour = await join(line.world, 'structure', 'Opéra')
    const structure_id = neighbour.organisation_id
    const theirs = await line.api.ask(line.world.structure, 'POST', '/v1/connections', {
      ...body,
      structure_id,
    })
    expect([theirs.status, theirs.body.error.detail]).toEqual([404, { what: 'structure' }])
    const made = await line.api.ask(line.world.operator, 'POST', '/v1/connections', { ...body, structure_id })
    expect([made.status, made.body.structure_id]).toEqual([201, structure_id])
    const relay = { ...body, structure_id: line.world.relay.organisation_id }
    expect((await line.api.ask(line.world.operator, 'POST', '/v1/connections', relay)).status).toBe(404)
  })
})

describe('one ticketing', () => {
  test('is connected once by a structure: another connection would book its gifts a second time', async () => {
    const first = await line.connect()
    expect((await line.on(first, 'enable')).body.state).toBe('enabled')
    const body = {
      platform: 'open',
      settings: { address: `${line.box.url}/` },
      credentials: { token: TOKEN },
    }
    const { body: second } = await line.api.ask(line.world.structure, 'POST', '/v1/connections', body)
    const refused = await line.on(second.id, 'enable')
    expect([refused.status, refused.body.error.code, refused.body.error.detail]).toEqual([
      409,
      'ticketing_connected_already',
      { connection_id: first },
    ])
    expect(line.partner.calls).toEqual([])
    expect((await line.on(first, 'enable')).body.state).toBe('enabled')
    await line.on(first, 'disable')
    expect((await line.on(second.id, 'enable')).status).toBe(409)

    // nor by moving one that is elsewhere
    await line.world.pg.query(
      `update connection set settings = '{"address": "https://port.test"}' where id = $1`,
      [second.id],
    )
    const { platform: _, ...change } = body
    const moved = await line.api.ask(line.world.structure, 'PATCH', `/v1/connections/${second.id}`, change)
    expect(moved.body.error.code).toBe('ticketing_connected_already')
  })

  test('never gets the credentials of another host', async () => {
    const id = await line.connect()
    const change = { settings: { address: 'https://elsewhere.example' } }
    const refused = await line.api.ask(line.world.operator, 'PATCH', `/v1/connections/${id}`, change)
    expect([refused.status, refused.body.error.detail.issues[0].field]).toEqual([400, 'credentials'])
    const whole = { ...change, credentials: { token: 'another-token-for-it' } }
    expect((await line.api.ask(line.world.operator, 'PATCH', `/v1/connections/${id}`, whole)).status).toBe(
      200,
    )
  })
})
