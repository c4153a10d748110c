import { expect, test } from 'vitest'
import { hasDoor, hookDoors } from '../../adapters/hooks.ts'
import { adapters, type Platform } from '../../adapters/registry.ts'

const platforms = Object.keys(adapters) as Platform[]

test.each(platforms)('the door of %s lets in what its adapter does', async (platform) => {
  const [door, adapter] = [hookDoors[platform], adapters[platform]]
  expect(door.placeOf !== undefined).toBe(adapter.shared ?? false)
  const hook = { headers: new Headers(), body: '{}', token: 'none', now: '2026-11-28T00:00:00.000Z' }
  const secrets = { tokens: ['another'], signing: [] }
  expect(await door.verify(hook, secrets)).toEqual(await adapter.verify(hook, secrets))
})

test.each(['acct_1PortDuTheatre', 'acct_', 'acct_1Port acct_2Port', ''])(
  'the door of Stripe names the place of account "%s" as its adapter does',
  async (account) => {
    const { settings, place } = adapters.stripe
    const named = settings.safeParse({ account }).data
    expect(await hookDoors.stripe.placeOf?.(account)).toBe(named ? place(named) : null)
  },
)

test('every platform has a door, and no other word does', () => {
  expect(platforms.filter(hasDoor)).toEqual(platforms)
  for (const word of ['', 'minitel', 'constructor', 'toString']) expect(hasDoor(word)).toBe(false)
})
