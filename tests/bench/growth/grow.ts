import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { importGifts } from '../../../src/local/import/import-gifts.ts'
import { writePast } from './past-file.ts'
import { STRUCTURES, structureOf } from './territory.ts'

/** As many structures' files are imported at once as a small machine has processors. */
const AT_ONCE = 2

/** Brings a territory from so many gifts to so many, by the program's own import. Answers gifts a second. */
export async function grow(url: string, folder: string, from: number, to: number, at: Date): Promise<number> {
  const upTo = (total: number, structure: number) => Math.floor((total * structure) / STRUCTURES)
  const waiting = Array.from({ length: STRUCTURES }, (_, n) => {
    const own = (total: number) => upTo(total, n + 1) - upTo(total, n)
    return {
      structure: n + 1,
      first: own(from),
      count: own(to) - own(from),
      path: join(folder, `past-${to}-${n + 1}.csv`),
    }
  })
  async function inTurn(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await bring(url, next.structure, next.path, next.count)
    }
  }
  for (const { path, first, count } of waiting) await writePast(path, first, count, at)
  const paths = waiting.map(({ path }) => path)
  const started_ms = performance.now()
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn))
  const importing_ms = performance.now() - started_ms
  for (const path of paths) rmSync(path)
  return ((to - from) * 1_000) / importing_ms
}

async function bring(url: string, structure: number, file: string, count: number): Promise<void> {
  const now = () => new Date().toISOString()
  const done = await importGifts({
    database_url: url,
    file,
    structure_id: structureOf(structure),
    now,
    newId: uuidv7,
  })
  if (done.gifts === count && done.suspended === 0 && done.broken === 0) return
  throw new Error(`Of ${count} past gifts ${done.gifts} were booked, ${done.suspended} of them in suspense.`)
}
