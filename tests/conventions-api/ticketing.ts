import { afterAll, expect } from 'vitest'
import type { Context } from '../../src/platform/context.ts'
import { freshBoxOffice, TOKEN } from '../adapters/open/harness.ts'
import { testApp } from '../setup/app.ts'
import { freshWorld, NOW } from '../setup/world.ts'

const stopping: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const stop of stopping) await stop()
})

/** The API with a real box office as the ticketing, and a hand on every call to it. */
export async function freshTicketing() {
  const box = await freshBoxOffice({ now: () => new Date(NOW) })
  stopping.push(box.stop)
  const partner = {
    /** what it was asked since the last verb on a connection */
    calls: [] as string[],
    /** what it answers instead, where a test says so */
    instead: (_call: string, _body: string): Response | undefined => undefined,
  }
  const clock = { now_ms: Date.parse(NOW) }
  const changes: Partial<Context> = {
    // calls are paced by the clock, so it goes on
    now: () => new Date((clock.now_ms += 1_000)).toISOString(),
    private_addresses_allowed: [new URL(box.url).host],
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const call = `${request.method} ${new URL(request.url).pathname}`
      partner.calls.push(call)
      return partner.instead(call, await request.clone().text()) ?? fetch(request)
    },
  }
  const world = await freshWorld()
  const api = testApp(world, changes)
  return {
    world,
    api,
    box,
    partner,
    clock,
    async connect(credentials: object = { token: TOKEN }): Promise<string> {
      const body = { platform: 'open', settings: { address: box.url }, credentials }
      // a structure connects a ticketing once, and here each test does it anew
      await world.pg.query('update connection set provision = null')
      const made = await api.ask(world.structure, 'POST', '/v1/connections', body)
      expect([made.status, made.body]).toEqual([
        201,
        {
          id: expect.any(String),
          structure_id: world.structure.organisation_id,
          platform: 'open',
          settings: { address: box.url },
          state: 'draft',
        },
      ])
      return made.body.id
    },
    async on(id: string, verb: 'enable' | 'disable' | 'rotate-hook', headers: Record<string, string> = {}) {
      partner.calls.length = 0
      return api.ask(world.structure, 'POST', `/v1/connections/${id}/${verb}`, undefined, headers)
    },
    /** what the API shows of it */
    seen: async (id: string) => (await api.ask(world.structure, 'GET', `/v1/connections/${id}`)).body,
    /** what the database keeps of it */
    async kept(id: string) {
      const { rows } = await world.pg.query<{ credentials: string; provision: unknown }>(
        'select * from connection where id = $1',
        [id],
      )
      return rows[0]!
    },
    async troubles(id: string) {
      const query = 'select message, todo from trouble where subject = $1 and resolved_at is null'
      return (await world.pg.query<{ message: string; todo: string }>(query, [id])).rows
    },
    /** what the ticketing was told to call, as the box office kept it */
    registered: async () => (await box.call<{ url: string }>('GET', '/acs/webhook')).url,
  }
}
