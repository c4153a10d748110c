import type { Contender } from './contender.ts'
import type { Row } from './results.ts'
import { median, rounded, spread } from './statistics.ts'

export interface Played {
  rows: Row[]
  /** who failed and took no further part, with the reason */
  failed: string[]
}

/**
 * Lets all take their turn, round after round, so that what else the machine does hits each of them alike. A first
 * round that does not count warms everyone up: connections have planned what they ask for, as those of a server have. Who fails is out, with what they did until then.
 * @param reference all ratios are to its median
 */
export async function play(
  contenders: readonly Contender[],
  reference: Contender,
  rounds: number,
  duration_ms: number,
  say: (line: string) => void,
): Promise<Played> {
  const rates = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]))
  const failed: string[] = []
  for (let round = 0; round <= rounds; round++) {
    for (const contender of rates.keys()) {
      try {
        const rate = await contender.round(duration_ms)
        if (round > 0) rates.get(contender)!.push(rate)
        say(`round ${round}/${rounds}  ${contender.name}: ${Math.round(rate).toLocaleString('en')}/s`)
      } catch (error) {
        if (contender === reference) throw error
        const why = error instanceof Error ? error.message : String(error)
        failed.push(`${contender.name}: it failed in round ${round} and is not counted. ${why}`)
        rates.delete(contender)
        say(failed.at(-1)!)
      }
    }
  }
  const base = median(rates.get(reference)!)
  return { rows: [...rates].map(([contender, values]) => rowOf(contender, values, base)), failed }
}

export function rowOf(
  { name, does }: Pick<Contender, 'name' | 'does'>,
  rates: readonly number[],
  base: number,
): Row {
  return {
    name,
    does,
    unit: 'per second',
    median: rounded(median(rates), 4),
    spread: spread(rates.map((rate) => rounded(rate, 4))),
    ratio: rounded(median(rates) / base),
    rounds: rates.length,
  }
}
