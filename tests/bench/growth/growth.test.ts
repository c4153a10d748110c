import { beforeAll, describe, expect, test } from 'vitest'
import { violations } from '../../ledger/invariants.ts'
import { freshDatabase, type TestDatabase } from '../../setup/database.ts'
import { throwawayFolder } from '../../setup/folder.ts'
import { onDatabase } from '../connection.ts'
import { openAuditor } from './audits.ts'
import { judgeGrowth, judgeReading } from './goals.ts'
import { grow } from './grow.ts'
import { codeOf } from './past-file.ts'
import { openReader } from './reads.ts'
import { power, rowOf } from './rounds.ts'
import { conventionOf, invitePresent, SEASONS, settlePast, STRUCTURES } from './territory.ts'

const folder = throwawayFolder()
const at = new Date('2026-11-23T12:00:00Z')

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await settlePast(database.url, at)
})

describe('a territory with a past', () => {
  test('grows by the import, over all its conventions, with sound books and a season of invitations', async () => {
    await grow(database.url, folder, 0, 1_000, at)
    expect(await grow(database.url, folder, 1_000, 9_000, at)).toHaveLength(7)
    await invitePresent(database.url, at)
    await onDatabase(database.url, async (pg) => {
      const { rows } = await pg.query<{ gifts: string; conventions: string; least: string }>(
        `select count(*) as gifts, count(distinct convention_id) as conventions,
           (select min(n) from (select count(*) as n from gift group by convention_id) c) as least from gift`,
      )
      expect(rows).toEqual([
        { gifts: '9000', conventions: String(STRUCTURES * SEASONS), least: expect.any(String) },
      ])
      expect(Number(rows[0]?.least)).toBeGreaterThan(95)
      for (const season of [1, SEASONS]) {
        expect(await violations(pg, conventionOf(STRUCTURES, season))).toEqual({})
      }
    })
  })

  test('is read by the statements that production sends', async () => {
    const reader = await openReader({ gifts: 9_000, url: database.url, imported: [] })
    for (const took of [await reader.balance(3), await reader.report(3)]) {
      expect(took).toHaveLength(3)
      expect(Math.min(...took)).toBeGreaterThan(0)
    }
    await reader.close()
  })

  test('is audited whole, without a difference, until something drifts', async () => {
    const auditor = await openAuditor({ gifts: 9_000, url: database.url, imported: [] })
    await auditor.audit()
    expect(Math.min(await auditor.aggregate(), await auditor.balances())).toBeGreaterThan(0)
    expect(auditor.drift).toBe(0)
    await onDatabase(database.url, (pg) => pg.query('update fund set gifts = gifts + 1'))
    await auditor.audit()
    expect(auditor.drift).toBe(STRUCTURES * SEASONS)
    await auditor.close()
  })
})

test('codes never come twice, and lie strewn', () => {
  const codes = Array.from({ length: 50_000 }, (_, n) => codeOf(n))
  expect(new Set(codes).size).toBe(codes.length)
  expect(new Set(codes.slice(0, 1_000).map((code) => code.slice(0, 2))).size).toBe(100)
})

describe('goals', () => {
  const row = (values: number[]) => rowOf({ name: 'row', does: '', unit: 'ms' }, values)
  const all = [100_000, 10_000_000].map((gifts) => ({ gifts, url: '', imported: [] }))

  test('a row holds the median and the spread', () => {
    expect(row([3, 1, 2, 9, 4])).toMatchObject({ median: 3, spread: { min: 1, max: 9 }, rounds: 5 })
    expect(all.map(({ gifts }) => power(gifts))).toEqual(['10⁵', '10⁷'])
    expect(power(30_000)).toBe('3·10⁴')
  })

  test('writes and balances both have to keep', () => {
    const flat = [row([2]), row([2])]
    expect(judgeGrowth(all, [row([30]), row([20])], flat, flat)).toMatchObject({ value: 1.5, met: true })
    expect(judgeGrowth(all, [row([30]), row([19])], flat, flat)).toMatchObject({ met: false })
    expect(judgeGrowth(all, flat, flat, [row([2]), row([2.2])])).toMatchObject({ value: 1, met: false })
  })

  test('the report within a millisecond, the audit near plain SQL, and no drift', () => {
    const reports = [row([0.5]), row([1])]
    const audited = (ms: number) => ({ audit: row([ms]), plain: row([10]), alone: row([4]) })
    expect(judgeReading(reports, audited(13), 0)).toMatchObject({
      value: 1,
      met: true,
      note: 'row; row: × 1.30 of plain SQL for the same totals (× 3.25 of the balances alone), drift 0',
    })
    expect(judgeReading([row([0.5]), row([1.1])], audited(13), 0)).toMatchObject({ met: false })
    expect(judgeReading(reports, audited(14), 0)).toMatchObject({ met: false })
    expect(judgeReading(reports, audited(13), 1)).toMatchObject({ met: false })
  })
})
