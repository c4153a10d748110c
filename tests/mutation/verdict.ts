import type { MutantResult } from '@stryker-mutator/api/core'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { ranOutOfTime } from './again.ts'

export interface Survivor {
  file: string
  line: number
  column: number
  /** the line that it begins on */
  in: string
  /** `what stands there → what was put in its place` */
  mutant: string
  /** no test of the room runs it at all */
  untested: boolean
}
export interface Verdict {
  /** of all mutants that compile, those that a test noticed, in percent */
  score: number
  killed: number
  /** of the killed: those that only ran out of time */
  timed_out: number
  survived: number
  /** texts for people and lines of the log */
  ignored: number
  /** by the compiler: not counted either way */
  refused: number
  survivors: Survivor[]
}

export function verdictOf(results: readonly MutantResult[]): Verdict {
  const count = (...wanted: MutantResult['status'][]) =>
    results.filter(({ status }) => wanted.includes(status)).length
  const survivors = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  const killed = count('Killed', 'Timeout', 'RuntimeError')
  return {
    score: scoreOf(killed, survivors.length),
    killed,
    timed_out: results.filter(ranOutOfTime).length,
    survived: survivors.length,
    ignored: count('Ignored'),
    refused: count('CompileError'),
    survivors: survivors.map(survivorOf).toSorted(byPlace),
  }
}

/** In percent, to one decimal. Nothing to kill is nothing missed. */
export function scoreOf(killed: number, survived: number): number {
  return killed + survived === 0 ? 100 : Math.round((1_000 * killed) / (killed + survived)) / 10
}

function survivorOf({ fileName, location, replacement, status }: MutantResult): Survivor {
  const { start, end } = location
  const lines = readFileSync(fileName, 'utf8').split('\n')
  const original = lines
    .slice(start.line - 1, end.line)
    .map((line, n, all) => (n === all.length - 1 ? line.slice(0, end.column - 1) : line))
    .map((line, n) => (n === 0 ? line.slice(start.column - 1) : line))
    .join(' ')
  return {
    file: relative(process.cwd(), fileName),
    line: start.line,
    column: start.column,
    in: lines[start.line - 1]!.trim(),
    mutant: `${brief(original)} → ${brief(replacement ?? '')}`,
    untested: status === 'NoCoverage',
  }
}

const brief = (code: string): string => {
  const flat = code.replaceAll(/\s+/g, ' ').trim()
  return flat.length > 100 ? `${flat.slice(0, 60)} … ${flat.slice(-39)}` : flat
}

const byPlace = (a: Survivor, b: Survivor): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column
