import { Client } from 'pg'
import { expect } from 'vitest'
import type { Answers, OnceAnswers, OnceVerb, Verb } from '../../src/platform/verbs.ts'
import type { World } from '../setup/world.ts'

/** A connection of its own to PostgreSQL: its transactions can be left open, and many can write at once. */
export async function connect(world: World): Promise<Client> {
  const client = new Client({ connectionString: world.database.url })
  // the database goes at the end of the file, whoever is connected still
  client.on('error', () => undefined)
  await client.connect()
  return client
}

export async function connectMany(world: World, count: number): Promise<Client[]> {
  return Promise.all(Array.from({ length: count }, () => connect(world)))
}

/** Runs one SQL verb on a connection of PostgreSQL's own; throws what the database says, unchanged. */
export async function run<V extends Verb>(client: Client, verb: V, arg: object): Promise<Answers[V]> {
  return (await ask(client, `select ${verb}($1::jsonb) as answer`, [arg])) as Answers[V]
}

/** The same, for a write of the API. */
export async function runOnce<V extends OnceVerb>(client: Client, claim: object, verb: V, arg: object) {
  const answered = await ask(client, 'select once($1::jsonb, $2, $3::jsonb) as answer', [claim, verb, arg])
  return answered as { replayed: boolean; answer: OnceAnswers[V] }
}

async function ask(client: Client, query: string, values: unknown[]): Promise<unknown> {
  const { rows } = await client.query<{ answer: unknown }>(query, values)
  return rows[0]!.answer
}

/** A refusal's code (`not_enough_credits`), another error's SQLSTATE (`23505`), or null when it went well. */
export async function refusal(doing: Promise<unknown>): Promise<string | null> {
  try {
    await doing
    return null
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (!code) throw error
    return code === 'FT000' ? message : code
  }
}

/** Waits until a connection waits for a lock of another, or is done with what it was asked. */
export async function untilBlocked(world: World, client: Client, doing: Promise<unknown>): Promise<void> {
  let done = false
  const mark = () => void (done = true)
  doing.then(mark, mark)
  await expect
    .poll(
      async () => {
        if (done) return true
        const { rows } = await world.pg.query<{ blocked: boolean }>(
          'select cardinality(pg_blocking_pids($1)) > 0 as blocked',
          [processOf(client)],
        )
        return rows[0]!.blocked
      },
      { interval: 5, timeout: 5_000 },
    )
    .toBe(true)
}

function processOf(client: Client): number {
  return (client as Client & { processID: number }).processID
}

/** How many deadlocks PostgreSQL had to break in this database. */
export async function deadlocks(world: World): Promise<number> {
  await world.pg.query('select pg_stat_force_next_flush()')
  const { rows } = await world.pg.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  )
  return Number(rows[0]!.deadlocks)
}
