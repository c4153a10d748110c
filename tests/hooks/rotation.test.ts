import { beforeAll, describe, expect, test } from 'vitest'
import { hookAddress } from '../../src/conventions/index.ts'
import { DAY_MS, later } from '../../src/platform/clock.ts'
import { openSecrets } from '../../src/platform/secrets.ts'
import { testApp, type TestApp } from '../setup/app.ts'
import { freshWorld, NOW, type World } from '../setup/world.ts'
import { connect, deliver, fromOpen, fromPretix, gave, type Platform } from './sending.ts'

// Two rotations: of one connection’s webhook address, and of the master key that all addresses are made from.

const V1 = `v1:${btoa('0123456789abcdef0123456789abcdef')}`
const V2 = `v2:${btoa('fedcba9876543210fedcba9876543210')}`
const OVERLAP_ENDS_AT = later(NOW, 3 * DAY_MS)
let world: World
let v1: TestApp
const send = { pretix: fromPretix, open: fromOpen } as const
const PLATFORMS: Platform[] = ['pretix', 'open']

beforeAll(async () => {
  world = await freshWorld()
  v1 = testApp(world, { secrets: openSecrets(V1) })
})
const at = (now: string, keys = V1) => testApp(world, { now: () => now, secrets: openSecrets(keys) })
let event = 0
/** Delivers to `app` what was made by the keys of `maker`. */
async function status(platform: Platform, connection_id: string, generation: number, app = v1, maker = app) {
  event += 1
  const body = platform === 'open' ? gave('A') : `{"notification_id": ${event}, "action": "x"}`
  const sent = await send[platform](maker, { connection_id, generation, body, at: app.ctx.now() })
  return (await deliver(app, sent)).status
}

describe.each(PLATFORMS)('the address of a webhook of %s', (platform) => {
  test('stays good beside the new one until the overlap ends; others never were', async () => {
    const id = await connect(v1, world, platform)
    expect(await status(platform, id, 2)).toBe(410)
    await world.db.once(world.claim(world.operator), 'rotate_hook', { id, overlap_ends_at: OVERLAP_ENDS_AT })
    expect(await status(platform, id, 1)).toBe(202)
    expect(await status(platform, id, 2)).toBe(202)
    expect(await status(platform, id, 3)).toBe(410)

    const after = at(OVERLAP_ENDS_AT)
    expect(await status(platform, id, 1, after)).toBe(410)
    expect(await status(platform, id, 2, after)).toBe(202)

    await world.db.once(world.claim(world.operator), 'rotate_hook', {
      id,
      overlap_ends_at: later(OVERLAP_ENDS_AT, DAY_MS),
    })
    expect(await status(platform, id, 1, after)).toBe(410)
  })

  test('stays good under a new master key, as long as the old one is kept behind it', async () => {
    const id = await connect(v1, world, platform)
    const both = at(NOW, `${V2},${V1}`)
    expect(await status(platform, id, 1, both, v1)).toBe(202)
    expect(await status(platform, id, 1, both, both)).toBe(202)
    const v2 = at(NOW, V2)
    expect(await status(platform, id, 1, v2, both)).toBe(202)
    expect(await status(platform, id, 1, v2, v1)).toBe(401)
    expect(await status(platform, id, 1, v1, both)).toBe(401)
  })
})

test('the address that a ticketing is given is the one that answers', async () => {
  const id = await connect(v1, world, 'pretix')
  const { url } = await hookAddress(v1.ctx, { id, platform: 'pretix', hook_generation: 1 })
  const { pathname, origin } = new URL(url)
  expect(origin).toBe(v1.ctx.origin)
  const body = '{"notification_id": 900, "action": "x"}'
  expect((await v1.app.request(pathname, { method: 'POST', body })).status).toBe(202)
})
