import type { MutantResult } from '@stryker-mutator/api/core'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { throwawayFolder } from '../setup/folder.ts'
import { explains, stale } from './explained.ts'
import { falls, judge, scores } from './judged.ts'
import { verdictOf } from './verdict.ts'

const file = join(throwawayFolder(), 'seats.ts')
writeFileSync(file, 'const seats = 3\nexport const left = (sold: number) =>\n  seats - sold\n')

const mutant = (status: MutantResult['status'], change: Partial<MutantResult> = {}) =>
  ({
    id: '1',
    fileName: file,
    mutatorName: 'ArithmeticOperator',
    replacement: 'seats + sold',
    location: { start: { line: 3, column: 3 }, end: { line: 3, column: 15 } },
    status,
    ...change,
  }) as MutantResult

test('the score counts what compiles and is not mere wording; whoever ran out of time is told apart', () => {
  const verdict = verdictOf([
    mutant('Killed', { statusReason: 'expected 2 to be 1' }),
    mutant('Killed', { statusReason: 'Test timed out in 300000ms.' }),
    mutant('Timeout'),
    mutant('Survived'),
    mutant('NoCoverage'),
    mutant('CompileError'),
    mutant('Ignored'),
  ])
  expect(verdict).toMatchObject({ score: 60, killed: 3, timed_out: 2, survived: 2, ignored: 1, refused: 1 })
})

test('a survivor is named by what stands there and what was put in its place', () => {
  const location = { start: { line: 2, column: 21 }, end: { line: 3, column: 15 } }
  const { survivors } = verdictOf([
    mutant('NoCoverage', { location, replacement: '() => undefined' }),
    mutant('Survived'),
  ])
  expect(survivors).toMatchObject([
    {
      line: 2,
      in: 'export const left = (sold: number) =>',
      mutant: '(sold: number) => seats - sold → () => undefined',
      untested: true,
    },
    { line: 3, in: 'seats - sold', mutant: 'seats - sold → seats + sold', untested: false },
  ])
})

test('an explanation holds for its mutant, wherever the line moved, and is stale when that is killed', () => {
  const { survivors } = verdictOf([mutant('Survived')])
  const [survivor] = survivors
  const explanation = {
    file: survivor!.file,
    in: 'seats - sold',
    mutant: survivor!.mutant,
    reason: 'nobody sells',
  }
  expect(explains(survivor!)(explanation)).toBe(true)
  expect(explains({ ...survivor!, line: 99 })(explanation)).toBe(true)
  expect(explains(survivor!)({ ...explanation, in: 'other' })).toBe(false)
  expect(stale([explanation], new Set([survivor!.file]), survivors)).toEqual([])
  expect(stale([explanation], new Set([survivor!.file]), [])).toEqual([explanation])
  expect(stale([explanation], new Set(), [])).toEqual([])
})

test('a survivor that nobody explained fails the run, and so does a room below the goal though all is explained', () => {
  const killed = (count: number) => Array.from({ length: count }, () => mutant('Killed'))
  const good = verdictOf([...killed(9), mutant('Survived')])
  const [survivor] = good.survivors
  const explanation = { ...survivor!, reason: 'nobody sells' }
  expect(falls(judge(good, []))).toBe(true)
  expect(falls(judge(good, [explanation]))).toBe(false)
  expect(falls(judge(verdictOf([...killed(8), mutant('Survived')]), [explanation]))).toBe(true)
  expect(falls(judge(verdictOf([]), []))).toBe(false)
})

test('the table adds the rooms up, and an explained survivor is no killed one', () => {
  const verdict = verdictOf([mutant('Killed'), mutant('Survived'), mutant('Killed'), mutant('Killed')])
  const explained = judge(verdict, [{ ...verdict.survivors[0]!, reason: 'nobody sells' }])
  expect(scores({ seats: explained, doors: judge(verdict, []) })).toBe(
    [
      '| room  | mutants | killed | explained | unexplained | score |',
      '| ----- | ------: | -----: | --------: | ----------: | ----: |',
      '| seats |       4 |      3 |         1 |           0 |  75 % |',
      '| doors |       4 |      3 |         0 |           1 |  75 % |',
      '| all   |       8 |      6 |         1 |           1 |  75 % |',
    ].join('\n'),
  )
})
