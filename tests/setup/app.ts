import type { OpenAPIHono } from '@hono/zod-openapi'
import { uuidv7 } from 'uuidv7'
import { createApp } from '../../src/app.ts'
import type { Context, Mail } from '../../src/platform/context.ts'
import type { DriveParams } from '../../src/platform/env.ts'
import type { AppEnv } from '../../src/platform/http.ts'
import { openSecrets } from '../../src/platform/secrets.ts'
import { NOW, type Actor, type World } from './world.ts'

export type Room = OpenAPIHono<AppEnv>
export const ORIGIN = 'https://fauteuil.test'
export const MASTER_KEYS = `v1:${btoa('0123456789abcdef0123456789abcdef')}`

/** One answer of the API, its body read. */
export interface Answer {
  status: number
  headers: Headers
  /** parsed, when it is JSON */
  // oxlint-disable-next-line typescript/no-explicit-any -- a test says itself what it expects
  body: any
  text: string
}
export interface TestApp {
  app: Room
  ctx: Context
  /** what was handed to the queue, the Workflow, the file store, the mail service and the log */
  enqueued: string[]
  driven: { id: string; params: DriveParams }[]
  files: Map<string, { bytes: Uint8Array; media_type: string }>
  mails: Mail[]
  logged: { event: string; about: Record<string, unknown> }[]
  /** A request as someone: an actor of the world, a bare key, or null for nobody. A write gets a new Idempotency-Key unless it brings one. */
  ask: (
    who: Actor | string | null,
    method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answer>
}

/** A context on the world's real database; all else is in memory. */
export function testContext(world: Pick<World, 'db'>, changes: Partial<Context> = {}) {
  const kept = {
    enqueued: [] as TestApp['enqueued'],
    driven: [] as TestApp['driven'],
    files: new Map() as TestApp['files'],
    mails: [] as TestApp['mails'],
    logged: [] as TestApp['logged'],
  }
  const ctx: Context = {
    db: world.db,
    now: () => NOW,
    newId: uuidv7,
    // time stands still here: a partner's pace is kept without waiting for it
    sleep: async () => undefined,
    secrets: openSecrets(MASTER_KEYS),
    files: {
      async put(key, bytes, media_type) {
        kept.files.set(key, { bytes, media_type })
      },
      async get(key) {
        return kept.files.get(key) ?? null
      },
      async delete(keys) {
        for (const key of keys) kept.files.delete(key)
      },
    },
    published: published(),
    async enqueue(ids) {
      kept.enqueued.push(...ids)
    },
    async drive(runs) {
      // as the engine does: an id that was started before is skipped
      kept.driven.push(...runs.filter(({ id }) => !kept.driven.some((run) => run.id === id)))
    },
    async send(mail) {
      kept.mails.push(mail)
    },
    origin: ORIGIN,
    development: false,
    fetch: (...call) => fetch(...call),
    private_addresses_allowed: [],
    log: (event, about) => kept.logged.push({ event, about }),
    ...changes,
  }
  return { ctx, ...kept }
}

/** As the platform keeps it, in memory. */
function published(): Context['published'] {
  const texts = new Map<string, string>()
  return {
    get: async (name) => texts.get(name) ?? null,
    put: async (name, text) => void texts.set(name, text),
    delete: async (name) => void texts.delete(name),
  }
}

/** The whole API on a world's database, asked by `app.request()`. @param rooms whose routes the app does not mount itself */
export function testApp(
  world: Pick<World, 'db'>,
  { rooms = [], ...changes }: Partial<Context> & { rooms?: readonly Room[] } = {},
): TestApp {
  const { ctx, ...kept } = testContext(world, changes)
  const app = createApp(() => ctx)
  for (const room of rooms) app.route('/', room)

  return {
    app,
    ctx,
    ...kept,
    async ask(who, method, path, body, headers = {}) {
      const key = typeof who === 'string' ? who : who?.key
      const response = await app.request(path, {
        method,
        headers: {
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(method === 'GET' ? {} : { 'idempotency-key': uuidv7() }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const json = response.headers.get('content-type')?.startsWith('application/json')
      return {
        status: response.status,
        headers: response.headers,
        body: json ? JSON.parse(text) : undefined,
        text,
      }
    },
  }
}
