import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { bundleWorker, edited, type Edit } from './bundle.ts'
import type { Control, Lacking } from './controls/control.ts'
import type { Ground } from './ground.ts'
import { playStorm } from './schedule.ts'
import { Tally } from './tally.ts'

export interface Tried {
  protection: string
  /** found without the protection, and nothing with it */
  caught: boolean
  /** what was found first, or why it does not count */
  why: string
}

/** Tries each build without its protection: it must be caught, and the whole build must not be. */
export async function runControls(
  ground: Ground,
  whole: string,
  controls: readonly Control[],
  after: (tried: Tried) => void,
): Promise<Tried[]> {
  const tried: Tried[] = []
  let serving = whole
  const build = async (...lacking: (Lacking | undefined)[]) => {
    const edits = lacking.flatMap((one) => one?.worker ?? [])
    const script = edits.length === 0 ? whole : await bundleWorker(edits)
    if (script !== serving) await ground.serve(script)
    serving = script
  }
  for (const [n, control] of controls.entries()) {
    const found = { with: [] as string[], without: [] as string[] }
    const { in_both, without, provoke } = control
    const settled = { with: `whole_${n}`, without: `lacking_${n}` }
    await build(in_both)
    await ground.alter(settled.with, async (client) => lack(client, in_both))
    found.with = await playStorm(ground, new Tally(), provoke, settled.with)
    await build(in_both, without)
    await ground.alter(settled.without, async (client) => {
      await lack(client, in_both)
      await lack(client, without)
    })
    found.without = await playStorm(ground, new Tally(), provoke, settled.without)
    const outcome = judge(control, found)
    tried.push(outcome)
    after(outcome)
  }
  return tried
}

function judge({ protection, caught_by }: Control, found: { with: string[]; without: string[] }): Tried {
  const [spoilt] = found.with
  if (spoilt) return { protection, caught: false, why: `found with the protection in place: ${spoilt}` }
  const sign = found.without.find((what) => caught_by.test(what))
  if (sign) return { protection, caught: true, why: sign }
  const other = found.without[0]
  return { protection, caught: false, why: other ? `found something else: ${other}` : 'nothing was found' }
}

async function lack(
  client: { query(sql: string): Promise<unknown> },
  lacking: Lacking | undefined,
): Promise<void> {
  for (const statement of lacking?.sql ?? []) await client.query(statement)
  const edits = Map.groupBy(lacking?.functions ?? [], ({ file }) => file)
  for (const [file, of] of edits) {
    const text = await readFile(resolve(import.meta.dirname, '../..', file), 'utf8')
    await client.query('set check_function_bodies = off')
    await client.query(of.reduce((now: string, edit: Edit) => edited(now, edit), text))
  }
}
