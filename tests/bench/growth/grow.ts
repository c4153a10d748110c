import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { importGifts } from '../../../src/local/import/import-gifts.ts'
import { writePast } from './past-file.ts'
import { STRUCTURES, structureOf } from './territory.ts'

/** As many structures' files are imported at once as a small machine has processors. */
const AT_ONCE = 2
/** The whole is timed in so many stretches. */
const STRETCHES = 7

/** Brings a territory from so many gifts to so many, by the program's own import. Answers gifts a second, in each stretch. */
export async function grow(
  url: string,
  folder: string,
  from: number,
  to: number,
  at: Date,
): Promise<number[]> {
  const upTo = (total: number, structure: number) => Math.floor((total * structure) / STRUCTURES)
  const waiting = Array.from({ length: STRUCTURES }, (_, n) => {
    const own = (total: number) => upTo(total, n + 1) - upTo(total, n)
    const path = join(folder, `past-${to}-${n + 1}.csv`)
    return { structure_id: structureOf(n + 1), first: own(from), count: own(to) - own(from), path }
  })
  const paths = waiting.map(({ path }) => path)
  for (const { path, first, count } of waiting) await writePast(path, first, count, at)
  const watch = stretches((to - from) / STRETCHES)
  async function inTurn(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await bring(url, next.structure_id, next.path, next.count, watch.add)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn))
  for (const path of paths) rmSync(path)
  return watch.rates
}

async function bring(
  database_url: string,
  structure_id: string,
  file: string,
  count: number,
  add: (gifts: number) => void,
): Promise<void> {
  const now = () => new Date().toISOString()
  let before = 0
  const onProgress = ({ gifts }: { gifts: number }) => {
    add(gifts - before)
    before = gifts
  }
  const done = await importGifts({ database_url, file, structure_id, now, newId: uuidv7, onProgress })
  if (done.gifts === count && done.suspended === 0 && done.broken === 0) return
  throw new Error(`Of ${count} past gifts ${done.gifts} were booked, ${done.suspended} of them in suspense.`)
}

/** The rate of each stretch of so many gifts. */
function stretches(length: number): { rates: number[]; add: (gifts: number) => void } {
  const rates: number[] = []
  let begun_ms = performance.now()
  let since = 0
  function add(gifts: number): void {
    since += gifts
    if (since < length * 0.99) return
    rates.push((since * 1_000) / (performance.now() - begun_ms))
    begun_ms = performance.now()
    since = 0
  }
  return { rates, add }
}
