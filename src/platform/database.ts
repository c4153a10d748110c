import { neon, neonConfig, NeonDbError, type NeonQueryFunction } from '@neondatabase/serverless'
import { DrizzleQueryError } from 'drizzle-orm/errors'
import { isProblemCode, Problem } from './problems.ts'
import type { Answers, OnceAnswers, OnceVerb, Verb } from './verbs.ts'

/** Who asks, and under which key this was asked before; see `once.sql`. */
export interface Claim {
  key_hash: string
  roles: readonly string[]
  idempotency_key: string
  request_hash: string
  now: string
}

/** What calls SQL verbs. */
export interface Calls {
  /** Runs one SQL verb: one round trip, one transaction. Throws `Problem` when it refuses. */
  call<V extends Verb>(verb: V, arg: object): Promise<Answers[V]>
  /** The same for a write of the API, with authorisation and idempotency inside the same round trip. */
  once<V extends OnceVerb>(
    claim: Claim,
    verb: V,
    arg: object,
  ): Promise<{ replayed: boolean; answer: OnceAnswers[V] }>
}
/** Such calls, with the connection that they make. */
export interface Connected extends Calls {
  sql: NeonQueryFunction<false, false>
}

/** @param endpoint where the HTTP protocol is spoken, when the database is not Neon's own */
export function openCalls(url: string, endpoint?: string): Connected {
  if (endpoint) neonConfig.fetchEndpoint = endpoint
  const sql = neon(url)
  return {
    sql,
    call: (verb, arg) => one(sql.query(`select ${verb}($1::jsonb) as answer`, [toJsonb(arg)])),
    once: (claim, verb, arg) =>
      one(sql.query('select once($1::jsonb, $2, $3::jsonb) as answer', [toJsonb(claim), verb, toJsonb(arg)])),
  }
}

/** NUL and halves of characters, as JSON escapes them (after no backslash, or an even number of them). */
const UNKEPT = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][\da-f]{2})/g
/** The database keeps none of these, and only a broken partner sends them: U+FFFD stands in, so that one holds up nothing. */
const toJsonb = (value: object): string => JSON.stringify(value).replaceAll(UNKEPT, '$1\ufffd')

async function one<Answer>(query: Promise<Record<string, unknown>[]>): Promise<Answer> {
  const [row] = await asProblems(query)
  return row?.['answer'] as Answer
}

async function asProblems<T>(query: Promise<T>): Promise<T> {
  try {
    return await query
  } catch (cause) {
    throw problemOfQuery(cause) ?? cause
  }
}

/** What a failed query means to who asked, or null: then it is a fault of ours. */
export function problemOf(cause: unknown): Problem | null {
  if (cause instanceof Problem) return cause
  if (cause instanceof DrizzleQueryError) return problemOfQuery(cause.cause)
  return cause instanceof NeonDbError ? problemOfQuery(cause) : null
}

/** A refusal of ours keeps its code; what is not an answer of the database at all is an outage; the rest is a fault. */
function problemOfQuery(error: unknown): Problem | null {
  if (!(error instanceof NeonDbError)) return new Problem('database_unavailable', {}, error)
  if (error.code === 'FT000' && isProblemCode(error.message)) {
    return new Problem(
      error.message,
      error.detail ? (JSON.parse(error.detail) as Record<string, unknown>) : {},
      error,
    )
  }
  // classes of PostgreSQL errors that say nothing about the request: connection, resources, operator, system
  if (!error.code || /^(08|53|57|58|XX)/.test(error.code))
    return new Problem('database_unavailable', {}, error)
  return null
}
