import { expect, test } from 'vitest'
import { createWorker } from '../../src/worker.ts'
import { testContext } from '../setup/app.ts'

// Nothing here reads: a database that is asked all the same is a fault.
const { ctx } = testContext({ db: { read: null } as never })
const worker = createWorker(() => ctx)
const HOOK = '/hooks/pretix/01938a3e-0000-7000-8000-000000000000/1/wrong'

async function ask(path: string, init: RequestInit = {}) {
  const request = new Request(`${ctx.origin}${path}`, init)
  const answer = await worker.fetch(request, {} as never, {} as never)
  const type = answer.headers.get('content-type') ?? ''
  return { status: answer.status, type, text: await answer.text(), headers: answer.headers }
}

test.each([
  ['GET', '/health', 200, /^\{"ok":true\}$/],
  ['POST', HOOK, 401, /hook_not_genuine/],
  ['POST', '/hooks/pretix/no-id/1/wrong', 410, /hook_unknown/],
  ['POST', HOOK.replace('/1/', '/0/'), 410, /hook_unknown/],
  ['POST', HOOK.replace('/1/', '/1000000/'), 410, /hook_unknown/],
  ['POST', '/hooks/pretix', 410, /hook_unknown/],
  ['POST', '/hooks/stripe', 401, /hook_not_genuine/],
  ['GET', HOOK, 404, /not_found/],
  ['GET', '/v1/seasons', 401, /unauthenticated/],
  ['GET', '/openapi.json', 200, /"openapi":"3\.1\.0"/],
  ['GET', '/nothing', 404, /not_found/],
])('%s %s is answered %i, in the one frame', async (method, path, status, text) => {
  const answer = await ask(path, { method })
  expect(answer).toMatchObject({ status, text: expect.stringMatching(text) })
  expect(answer.type).toContain('application/json')
  expect(answer.headers.get('x-request-id')).toMatch(/\S/)
  expect(answer.headers.get('x-frame-options')).toBe('DENY')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test.each([
  ['POST', HOOK, 401],
  ['GET', HOOK, 404],
  ['GET', '/', 200],
])('%s %s is a page for who reads pages (%i)', async (method, path, status) => {
  const answer = await ask(path, { method, headers: { accept: 'text/html' } })
  expect([answer.status, answer.type]).toEqual([status, expect.stringContaining('text/html')])
})
