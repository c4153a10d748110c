import { uuidv7 } from 'uuidv7'
import type { OwnAccess } from '../../adapters/contract/index.ts'
import { allowedAddresses } from './addresses.ts'
import { systemClock, type Clock } from './clock.ts'
import { openCalls, type Connected } from './database.ts'
import type { DriveParams, Env, InboxMessage } from './env.ts'
import { ownAccess } from './own-access.ts'
import type { Database } from './reading.ts'
import { Remembered } from './remembered.ts'
import { openSecrets, type Secrets } from './secrets.ts'

/** Everything a use case may touch, passed in: nothing below reads a global. */
export interface Context {
  db: Database
  now: Clock
  newId(): string
  /** waits, for a partner's pace */
  sleep(duration_ms: number): Promise<void>
  secrets: Secrets
  /** what the deployment itself was given at a platform, by its word, where it needs any; see `Adapter.shared` */
  own?: Readonly<Record<string, OwnAccess | undefined>>
  files: Files
  /** what is read without asking the database: the donation steps as they are shown, by public key */
  published: Published
  /** hands the ids of stored webhooks to the queue; what it loses, the sweep finds */
  enqueue(ids: readonly string[]): Promise<void>
  /** starts the saga of a reservation; an id that was started before is skipped */
  drive(runs: readonly { id: string; params: DriveParams }[]): Promise<void>
  /** sends one mail; null where none is bound: mails then stay in the outbox, where a page shows them */
  send: ((mail: Mail) => Promise<void>) | null
  origin: string
  development: boolean
  fetch: typeof fetch
  private_addresses_allowed: readonly string[]
  /** one structured line; never a secret, a body or a person */
  log(event: string, about: Record<string, unknown>): void
}

/**
 * What the front touches, which only receives: all but reading. The query builder and the tables are the heaviest of what
 * the Worker evaluates, and are not loaded for a webhook; see `wholeContext`.
 */
export interface FrontContext extends Omit<Context, 'db'> {
  db: Connected | Database
}

export interface Mail {
  to: string
  subject: string
  text: string
}

/** Texts by name, quickly read everywhere, and everywhere the same within a minute of a change. */
export interface Published {
  get(name: string): Promise<string | null>
  put(name: string, text: string): Promise<void>
  delete(name: string): Promise<void>
}

/** Where ticket files lie. */
export interface Files {
  put(key: string, bytes: Uint8Array<ArrayBuffer>, media_type: string): Promise<void>
  get(key: string): Promise<{ bytes: ReadableStream | Uint8Array; media_type: string } | null>
  delete(keys: string[]): Promise<void>
}

/** Opened once for all requests of an isolate: neither holds a connection nor anything of a request. */
const databases = new Remembered<Connected>(8)
const secrets = new Remembered<Secrets>(2)

function databaseOf({ DATABASE_URL, NEON_ENDPOINT }: Env): Connected {
  const place = `${DATABASE_URL} ${NEON_ENDPOINT ?? ''}`
  return databases.get(place) ?? databases.keep(place, openCalls(DATABASE_URL, NEON_ENDPOINT))
}

function secretsOf({ MASTER_KEYS }: Env): Secrets {
  return secrets.get(MASTER_KEYS) ?? secrets.keep(MASTER_KEYS, openSecrets(MASTER_KEYS))
}

/** Context of a Worker's invocation, at its front. */
export function contextOf(env: Env, now: Clock = systemClock): FrontContext {
  return {
    db: databaseOf(env),
    now,
    newId: uuidv7,
    sleep: (duration_ms) => new Promise((resolve) => setTimeout(resolve, duration_ms)),
    secrets: secretsOf(env),
    own: ownAccess(env),
    files: bucketFiles(env.FILES),
    published: env.STEPS,
    enqueue: async (ids) => {
      await env.INBOX.sendBatch(ids.map((id): { body: InboxMessage } => ({ body: { id } })))
    },
    drive: async (runs) => {
      if (runs.length > 0) await env.RESERVATIONS.createBatch([...runs])
    },
    send: mailer(env),
    origin: env.ORIGIN,
    development: env.ENVIRONMENT === 'development',
    fetch: (...call) => fetch(...call),
    private_addresses_allowed: allowedAddresses(env.PRIVATE_ADDRESSES_ALLOWED),
    log: (event, about) => {
      // eslint-disable-next-line no-console -- the Worker's log is its standard output
      console.log(JSON.stringify({ event, ...about }))
    },
  }
}

function mailer({ EMAIL, MAIL_FROM }: Env): Context['send'] {
  if (!EMAIL || !MAIL_FROM) return null
  return async (mail) => {
    await EMAIL.send({ from: MAIL_FROM, ...mail })
  }
}

function bucketFiles(bucket: R2Bucket): Files {
  return {
    async put(key, bytes, media_type) {
      await bucket.put(key, bytes, { httpMetadata: { contentType: media_type } })
    },
    async get(key) {
      const object = await bucket.get(key)
      return (
        object && {
          bytes: object.body,
          media_type: object.httpMetadata?.contentType ?? 'application/octet-stream',
        }
      )
    },
    delete: (keys) => bucket.delete(keys),
  }
}
