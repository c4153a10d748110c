import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { importGifts } from '../../src/local/import/import-gifts.ts'
import type { Imported, ImportOptions } from '../../src/local/import/options.ts'
import { reasonOf } from '../../src/local/import/reasons.ts'
import type { BrokenRow } from '../../src/local/import/rejected.ts'
import { throwawayFolder } from '../setup/folder.ts'
import { NOW, terms, type World } from '../setup/world.ts'

const folder = throwawayFolder()

/** A file of past gifts with this text, or of these rows under the plain header. */
export function pastFile(content: string | readonly string[], name = `${uuidv7()}.csv`): string {
  const path = join(folder, name)
  const text =
    typeof content === 'string' ? content : ['reference;given_at;amount', ...content, ''].join('\n')
  writeFileSync(path, text)
  return path
}
export const readText = (path: string): string => readFileSync(path, 'utf8')

export interface Told extends Imported {
  /** `line column: reason` of each broken row, as it was told */
  told: string[]
}

export async function imported(world: World, file: string, more: Partial<ImportOptions> = {}): Promise<Told> {
  const told: string[] = []
  const done = await importGifts({
    database_url: world.database.url,
    file,
    structure_id: world.structure.organisation_id,
    now: () => NOW,
    newId: uuidv7,
    onBroken: (row) => told.push(sentence(row)),
    ...more,
  })
  return { ...done, told }
}
const sentence = ({ line, found }: BrokenRow) => `${line} ${found.column}: ${reasonOf(found, 'en')}`

/** A convention of this structure for a season that is over, in force since `approved_at`. */
export async function pastConvention(
  world: World,
  year: number,
  changes: Partial<typeof terms> = {},
  approved_at: string = NOW,
): Promise<string> {
  const season_id = uuidv7()
  const convention_id = uuidv7()
  const structure_id = world.structure.organisation_id
  const season = {
    id: season_id,
    name: `${year}`,
    starts_at: `${year}-10-01T00:00:00Z`,
    ends_at: `${year + 1}-07-01T00:00:00Z`,
  }
  await world.db.call('create_season', season)
  const collects = { collects_from: `${year}-06-01T00:00:00Z`, collects_until: `${year + 1}-06-01T00:00:00Z` }
  await world.db.call('create_convention', { id: convention_id, structure_id, season_id, ...collects })
  const effective_from = `${year - 1}-06-01T00:00:00Z`
  await agreed(world, convention_id, { effective_from, ...changes }, approved_at)
  return convention_id
}

/** A version that both sides agree to at this instant. */
export async function agreed(
  world: World,
  convention_id: string,
  changes: Partial<typeof terms>,
  now: string,
): Promise<void> {
  const version = { id: uuidv7(), convention_id, ...terms, ...changes }
  await world.db.once({ ...world.claim(world.structure), now }, 'propose_version', version)
  await world.db.once({ ...world.claim(world.operator), now }, 'approve', {
    id: version.id,
    subject: 'version',
  })
}

/** Every row of every table, so that a test sees any write. */
export async function contentsOf({ pg }: World): Promise<Record<string, unknown[]>> {
  const { rows: tables } = await pg.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  )
  const contents: Record<string, unknown[]> = {}
  for (const { name } of tables) {
    contents[name] = (
      await pg.query<{ row: unknown }>(`select to_jsonb(t) as row from ${name} t order by 1`)
    ).rows
  }
  return contents
}
