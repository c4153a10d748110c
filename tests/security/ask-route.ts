import { version } from 'acs-script'
import { uuidv7 } from 'uuidv7'
import { KEY_COOKIE } from '../../src/people/index.ts'
import type { Answer } from '../setup/app.ts'
import type { Everyone } from './everyone.ts'
import { BODIES } from './table.ts'

const FIXED: Record<string, string> = {
  ':platform': 'open',
  ':generation': '1',
  ':token': 'guessed',
  ':what': 'webhooks',
  ':subject': 'version',
  ':script': `${version}.js`,
  ':file': 'fr.json',
  ':order': 'ABC12',
  ':intent': '0193a4e2-0000-4000-8000-000000000000',
}
/** A route of the table, or a body of it, with what is really there in place of each `:name`. */
export const filled = (house: Pick<Everyone, 'ids'>, text: string) =>
  text
    .replaceAll(/:([a-z_]+_id)\b/g, (_, name: string) => house.ids[name]!)
    .replaceAll(/:(key|proof)\b/g, (_, name: string) => house.ids[name]!)
    .replaceAll(/:\w+/g, (name) => FIXED[name] ?? name)
    .replace(/\*$/, 'x')
export const isPage = (path: string) => !/^\/(v1|hooks|edge|health|openapi|problems|acs|step)/.test(path)

/** Asks as a program does, by a bearer key; or, of a page, as a browser does, by the cookie and a form. */
export async function askRoute(
  house: Pick<Everyone, 'ids' | 'ask' | 'ctx'>,
  key: string | null,
  route: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const [method, path] = filled(house, route).split(' ') as ['GET' | 'POST' | 'PATCH' | 'DELETE', string]
  const body = BODIES[route]
  if (!isPage(path)) {
    // as the step says it, on a page of ours
    const from = path.startsWith('/step/') ? { origin: house.ctx.origin } : {}
    return house.ask(key, method, path, body && filled(house, JSON.stringify(body)), { ...from, ...headers })
  }
  const form = new URLSearchParams({ idempotency_key: uuidv7(), ...body })
  const sent = { 'content-type': 'application/x-www-form-urlencoded', origin: house.ctx.origin }
  const cookie = key === null ? {} : { cookie: `${KEY_COOKIE}=${key}` }
  return house.ask(null, method, path, method === 'GET' ? undefined : form.toString(), { ...sent, ...cookie })
}
