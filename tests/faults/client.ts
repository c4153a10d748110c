import type { Scene } from './scene.ts'
import type { Actor } from './territory.ts'

export interface Write {
  actor: Actor
  method: 'POST' | 'PATCH' | 'DELETE'
  path: string
  body?: object
  key: string
}
export interface Answer {
  status: number
  body: Record<string, unknown>
}

/** They say nothing of what was done: something on the way failed. */
const NO_ANSWER = new Set(['database_unavailable', 'partner_unavailable', 'fault'])

/** Asks the API. Null when no answer came, or one that says nothing: whoever asked does not know what was done. */
export async function askApi(
  scene: Scene,
  asked: { actor: Actor; method: string; path: string; body?: object | undefined; key?: string },
): Promise<Answer | null> {
  const { actor, method, path, body, key } = asked
  const headers: Record<string, string> = { authorization: `Bearer ${actor.key}` }
  if (key !== undefined) headers['idempotency-key'] = key
  if (body !== undefined) headers['content-type'] = 'application/json'
  return ask(scene, { method, path, headers, body })
}

/** Asks as a page does, or an edge Worker, in the same way: null when nobody knows what was done. */
export async function ask(
  scene: Scene,
  asked: { method: string; path: string; headers: Record<string, string>; body?: object | undefined },
): Promise<Answer | null> {
  const { method, path, headers, body } = asked
  const text = body === undefined ? '' : JSON.stringify(body)
  const said = await scene.workers.ask(path, { method, headers, body: text }).catch(() => null)
  if (said === null) return null
  const told = said.body.toString()
  if (said.status === 500) scene.complaints.push(`${method} ${path} was answered 500: ${told}`)
  const type = said.headers['content-type'] ?? ''
  const answer = {
    status: said.status,
    body: type.includes('json') ? (JSON.parse(told) as Answer['body']) : {},
  }
  return NO_ANSWER.has(codeOf(answer)) ? null : answer
}

/** What a refusal is called; empty for anything else. */
export const codeOf = ({ body }: Answer): string =>
  (body['error'] as { code?: string } | undefined)?.code ?? ''
