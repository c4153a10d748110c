import { beforeAll, describe, expect, test } from 'vitest'
import { auditBooks, DEBIT_SIDE } from '../../src/audit/books.ts'
import { figuresOf } from '../../src/ledger/index.ts'
import type { Answers } from '../../src/platform/verbs.ts'
import { INVARIANTS, violations } from '../ledger/invariants.ts'
import { testContext } from '../setup/app.ts'
import type { World } from '../setup/world.ts'
import { FALSIFIED } from './falsified.ts'
import { seasonWorld } from './season.ts'

let world: World
let ctx: ReturnType<typeof testContext>['ctx']
beforeAll(async () => {
  world = await seasonWorld()
  ctx = testContext(world).ctx
})

test('true books: everything was looked at, and nothing differs', async () => {
  expect(await auditBooks(ctx, null, 50)).toEqual({
    checked: { conventions: 2, postings: 48, gifts: 6, figures: 11 },
    differences: [],
    more: 0,
  })
  expect(await auditBooks(ctx, world.convention_id, 50)).toEqual({
    checked: { conventions: 1, postings: 42, gifts: 5, figures: 11 },
    differences: [],
    more: 0,
  })
})

test('the report counts a ticket that was handed out also after its file is erased', async () => {
  const { rows } = await world.pg.query<{ id: string }>('select id from seat where ticket_key is not null')
  await world.db.call('erase_tickets', { seat_ids: rows.map(({ id }) => id) })
  expect(await auditBooks(ctx, null, 50)).toMatchObject({ differences: [] })
})

describe('the report as it is shown', () => {
  const minted = (by: number) =>
    world.pg.query('update fund set minted = minted + $1 where convention_id = $2', [by, world.convention_id])

  test('is told with both sides where it is not that of the postings, and counts for the limit', async () => {
    await minted(1)
    const both = await auditBooks(ctx, world.convention_id, 50)
    const first = await auditBooks(ctx, world.convention_id, 1)
    await minted(-1)
    const { credits_opened } = await figuresOf(ctx, world.convention_id)
    const ours = String(credits_opened + 1)
    expect(both.differences).toMatchObject([
      { kind: 'report', place: 'credits_opened', ours, theirs: String(credits_opened) },
      { kind: 'stock', place: 'minted' },
    ])
    expect(first).toMatchObject({ differences: [{ kind: 'report' }], more: 1 })
  })

  test('is left to the next audit where it moved meanwhile', async () => {
    const call: typeof ctx.db.call = async (verb, arg) => {
      const books = await ctx.db.call(verb, arg)
      await minted(1)
      return books
    }
    const moved = await auditBooks({ ...ctx, db: { ...ctx.db, call } }, world.convention_id, 50)
    await minted(-1)
    expect(moved).toMatchObject({ checked: { figures: 10 }, differences: [], more: 0 })
  })
})

/** invariants that were broken on the way; the two are formulated apart, so none may be found by the other alone */
const broken = new Set<string>()

/** What the audit says inside a transaction, with triggers off, after `sql`; then all is as it was. */
async function told(sql: string, limit = 50): Promise<Answers['audit_books']> {
  await world.pg.query('begin')
  try {
    await world.pg.query("set local session_replication_role = 'replica'")
    const { rowCount } = await world.pg.query(sql, [world.convention_id])
    expect(rowCount).toBeGreaterThan(0)
    const p = { convention_id: null, debit_side: DEBIT_SIDE, limit }
    const { rows } = await world.pg.query<{ audit_books: Answers['audit_books'] }>('select audit_books($1)', [
      p,
    ])
    for (const name of Object.keys(await violations(world.pg, world.convention_id))) broken.add(name)
    return rows[0]!.audit_books
  } finally {
    await world.pg.query('rollback')
  }
}

describe('books falsified by force, one row at a time', () => {
  test.each(FALSIFIED)('$name', async ({ sql, told: expected }) => {
    const { differences, more } = await told(sql)
    const kinds = differences.map(({ kind }) => kind).toSorted()
    expect({ kinds, differences }).toEqual({ kinds: expected, differences })
    expect(more).toBe(0)
  })

  test('every invariant was among them', () => {
    expect([...broken].toSorted()).toEqual(Object.keys(INVARIANTS).toSorted())
  })

  test('what is beyond the limit is counted', async () => {
    const { differences, more } = await told('update gift set cents = cents + 1 where convention_id = $1', 2)
    expect(differences.map(({ kind }) => kind)).toEqual(['gift_unposted', 'gift_unposted'])
    expect(more).toBe(4)
  })
})
