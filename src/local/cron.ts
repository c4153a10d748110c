import { readFile } from 'node:fs/promises'
import { WRANGLER_CONFIG } from './worker.ts'

const MINUTE_MS = 60_000

/** The cron triggers of wrangler.toml. */
export async function cronTriggers(config = WRANGLER_CONFIG): Promise<string[]> {
  const [, list] = /^crons\s*=\s*\[([^\]]*)\]/m.exec(await readFile(config, 'utf8')) ?? []
  if (list === undefined) throw new Error(`${config} has no crons`)
  return [...list.matchAll(/"([^"]+)"/g)].map(([, cron = '']) => cron)
}

/** Is `cron` due in this minute, in UTC? Knows what we use: a number or * in each of the five fields. */
export function isDue(cron: string, at: Date): boolean {
  const fields = cron.split(' ')
  const now = [at.getUTCMinutes(), at.getUTCHours(), at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCDay()]
  if (fields.length !== 5 || fields.some((field) => !/^(\*|\d+)$/.test(field))) {
    throw new Error(`The local clock does not know the cron "${cron}": only numbers and * are known to it.`)
  }
  return fields.every((field, index) => field === '*' || Number(field) === now[index])
}

/**
 * Calls `tick` for each cron in the minutes when it is due, as Cloudflare does; a cron that still runs is not
 * called again. What `tick` throws goes to `onFailure`.
 * @returns ends it
 */
export function startCron(
  crons: readonly string[],
  tick: (cron: string, at: Date) => Promise<void>,
  onFailure: (error: unknown) => void,
): () => void {
  const running = new Set<string>()
  let timer: NodeJS.Timeout

  function schedule(): void {
    timer = setTimeout(run, MINUTE_MS - (Date.now() % MINUTE_MS) + 50)
    timer.unref()
  }
  function run(): void {
    const at = new Date()
    for (const cron of crons.filter((each) => isDue(each, at) && !running.has(each))) {
      running.add(cron)
      void tick(cron, at)
        .catch(onFailure)
        .finally(() => running.delete(cron))
    }
    schedule()
  }
  schedule()
  return () => clearTimeout(timer)
}
