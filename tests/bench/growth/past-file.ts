import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { SEASONS, salesOf } from './territory.ts'

/** What people give: mostly the price of a seat or two, round. */
const EUROS = ['5,00', '8,00', '8,00', '10,00', '10,00', '12,50', '15,00', '16,00', '20,00', '3,20']

/** An order's code of eleven digits: none comes twice, and they lie strewn. @param n below 10¹¹ */
export const codeOf = (n: number): string =>
  String((BigInt(n) * 2_654_435_761n) % 100_000_000_000n).padStart(11, '0')

/** Writes gifts number `first` to `first + count` of a structure, as an earlier system would export them, season by season. */
export async function writePast(path: string, first: number, count: number, at: Date): Promise<void> {
  const file = createWriteStream(path)
  Readable.from(parts(first, count, at)).pipe(file)
  await Promise.race([finished(file), once(file, 'error').then(([cause]) => Promise.reject(cause as Error))])
}

function* parts(first: number, count: number, at: Date): Generator<string> {
  let part = 'order;reference;given_at;amount;name\n'
  for (let n = 0; n < count; n++) {
    const season = 1 + Math.floor((n * SEASONS) / count)
    const { from_ms, until_ms } = salesOf(season, at)
    const within = ((n * SEASONS) / count) % 1
    const given_at = new Date(from_ms + within * (until_ms - from_ms)).toISOString()
    part += `${n};${codeOf(first + n)}-1;${given_at};${EUROS[n % EUROS.length]};\n`
    if (part.length < 1 << 20) continue
    yield part
    part = ''
  }
  yield part
}
