import type { Client } from 'pg'
import type { Instant } from '../../platform/clock.ts'
import type { ReadRow } from './file.ts'
import { isBroken, type PastGift } from './gift-row.ts'
import type { BrokenRow } from './rejected.ts'
import type { Row } from './rows.ts'
import type { Counts } from './run.ts'

type GiftRow = Row & { found: PastGift }

/** What became of a batch. */
export interface Booked extends Counts {
  rejected: BrokenRow[]
}
interface Answer {
  gifts: number
  cents: number
  suspended: number
  before: { line: number; cents: number; given_at: string; again_on_line: number | null; same: boolean }[]
}

/** Where the gifts of a file are booked. */
export interface Target {
  run_id: string
  connection_id: string
  structure_id: string
}

/**
 * Books the gifts of a batch, or with `try_gifts` only looks at what would become of them: one round trip.
 * A reference that an earlier import brought just so is known; any other that is there already breaks its row.
 */
export async function bookBatch(
  client: Client,
  verb: 'import_gifts' | 'try_gifts',
  rows: readonly ReadRow[],
  target: Target,
  newId: () => string,
  now: Instant,
): Promise<Booked> {
  const gifts = rows.filter((row): row is GiftRow => !isBroken(row.found))
  const broken = rows.filter((row): row is BrokenRow => isBroken(row.found))
  const given = gifts.map(({ found }) => found.given_at).toSorted()
  const answer =
    gifts.length === 0
      ? { gifts: 0, cents: 0, suspended: 0, before: [] }
      : await call(client, verb, {
          ...target,
          now,
          from: given[0],
          until: given.at(-1),
          ids: gifts.map(newId),
          lines: gifts.map(({ line }) => line),
          references: gifts.map(({ found }) => found.reference),
          cents: gifts.map(({ found }) => found.cents),
          given_at: gifts.map(({ found }) => found.given_at),
        })
  const differing = answer.before.filter(({ same, again_on_line }) => !same || again_on_line !== null)
  const byLine = new Map(differing.map((one) => [one.line, one]))
  const refused = gifts.flatMap((row) => {
    const one = byLine.get(row.line)
    return one ? [{ ...row, found: refusal(one) }] : []
  })
  return {
    rows_done: rows.length,
    gifts: answer.gifts,
    cents: answer.cents,
    suspended: answer.suspended,
    known: answer.before.length - differing.length,
    broken: broken.length + refused.length,
    rejected: [...broken, ...refused].toSorted((a, b) => a.line - b.line),
  }
}

function refusal({ again_on_line, cents, given_at }: Answer['before'][number]): BrokenRow['found'] {
  if (again_on_line !== null) {
    return { column: 'reference', reason: 'reference_again', said: String(again_on_line) }
  }
  return { column: 'reference', reason: 'reference_differs', said: '', before: { cents, given_at } }
}

async function call(client: Client, verb: string, arg: object): Promise<Answer> {
  const { rows } = await client.query<{ answer: Answer }>(`select ${verb}($1::jsonb) as answer`, [
    JSON.stringify(arg),
  ])
  return rows[0]!.answer
}
