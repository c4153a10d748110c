import { z } from 'zod'
import { invalid, missing } from '../errors.ts'
import { listQuery, page } from '../lists.ts'
import type { World } from '../world.ts'
import { nothing, route } from './route.ts'

/** Whom the platform acts for, and where its events go. */
export const accountRoutes = [
  route('GET', '/v1/account', nothing, ({ account }) => account.facts),
  route('GET', '/v1/accounts/:id', nothing, ({ world, ids }) => mayActFor(world, ids['id'] ?? '').facts),
  route('GET', '/v1/webhook_endpoints', z.strictObject(listQuery), ({ world, params }) => {
    const endpoints = world.endpoints.map(({ facts }) => facts)
    return page('/v1/webhook_endpoints', endpoints, params)
  }),
  route('GET', '/v1/webhook_endpoints/:id', nothing, ({ world, ids }) => {
    const found = world.endpoints.find(({ facts }) => facts.id === ids['id'])
    if (!found) throw missing('webhook endpoint', ids['id'] ?? '', 'id')
    return found.facts
  }),
]

/** @throws StripeError account_invalid: there is none, or it withdrew our access */
export function mayActFor(world: World, id: string) {
  const account = id === world.platform.facts.id ? world.platform : world.accounts.get(id)
  if (account && !account.revoked) return account
  const key = `${world.key.slice(0, 8)}${'*'.repeat(12)}${world.key.slice(-4)}`
  throw invalid(
    `The provided key '${key}' does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
    { code: 'account_invalid', status: 403 },
  )
}
