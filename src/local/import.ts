import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { systemClock } from '../platform/clock.ts'
import { Refused } from './import/file.ts'
import { importGifts } from './import/import-gifts.ts'
import type { Imported } from './import/options.ts'
import { tellProgress } from './import/progress.ts'
import { reasons } from './import/reasons.ts'
import { rejectedPath, type BrokenRow } from './import/rejected.ts'

// npm run import: gifts of an earlier system, into the ledger; README, “Bring past seasons”, says of which file.

const HELP = `DATABASE_URL=… npm run import -- --file FILE --structure ID

Books the gifts of FILE, each once. Stopped at any moment, the same command continues.

  --dry-run   only says what would be booked; nothing is written
  --json      one line of JSON on standard output`
/** more of them are only in the file */
const BROKEN_TOLD = 50

const options = {
  help: { type: 'boolean', default: false },
  file: { type: 'string' },
  structure: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

function asked() {
  try {
    const { help, file, structure, 'dry-run': dry_run, json } = parseArgs({ options }).values
    const database_url = process.env['DATABASE_URL']
    if (help) return null
    if (!database_url)
      throw new Refused('DATABASE_URL is not set: it names the database that the gifts go to.')
    if (!file || !structure) throw new Refused('Both --file and --structure are needed.')
    if (!z.uuid().safeParse(structure).success) throw new Refused(`--structure: ${structure} is no id.`)
    return { file, structure, dry_run, json, database_url }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`)
    return process.exit(1)
  }
}

/** One line of counts. */
export function summed(file: string, done: Imported): string {
  const counted = (count: number, what: string) => (count > 0 ? [`${count} ${what}`] : [])
  const euros = (done.cents / 100).toLocaleString('en', { minimumFractionDigits: 2 })
  const parts = [
    `${done.gifts} gifts ${done.dry_run ? 'would be booked' : 'booked'}, ${euros} €`,
    ...counted(done.suspended, 'of them in suspense'),
    ...counted(done.known, 'known from an earlier import'),
    ...counted(done.broken, `broken${done.rejected_file ? `, kept in ${done.rejected_file}` : ''}`),
  ]
  const before = done.finished_before
    ? ` was imported before, on ${done.finished_before}; nothing is booked again`
    : ''
  return `${basename(file)}${before}: ${parts.join('; ')}.`
}

/** What waits, and what to do about it; empty when nothing does. */
export function suspense({ in_suspense: { gifts, first, last } }: Imported): string {
  if (gifts === 0) return ''
  return `${gifts} imported gifts given from ${first?.slice(0, 10)} to ${last?.slice(0, 10)} wait in suspense: no convention in force collects them. Agree one for that season; they are posted as soon as it is in force.`
}

if (import.meta.main) {
  const given = asked()
  if (!given) {
    console.log(HELP)
    process.exit()
  }
  const { file, structure, dry_run, json, database_url } = given
  const progress = tellProgress(basename(file))
  let broken = 0
  function onBroken({ line, found }: BrokenRow): void {
    broken += 1
    if (broken > BROKEN_TOLD) return
    progress.pause()
    const column = found.column && `, ${found.column}`
    const more =
      broken === BROKEN_TOLD
        ? ` More are ${dry_run ? 'not told here' : `only in ${rejectedPath(file)}`}.`
        : ''
    console.error(`line ${line}${column}: ${reasons[found.reason].en(found.said)}${more}`)
  }
  try {
    const done = await importGifts({
      database_url,
      file,
      structure_id: structure,
      dry_run,
      now: systemClock,
      newId: uuidv7,
      onBroken,
      onProgress: progress,
    })
    progress.pause()
    if (suspense(done)) console.error(suspense(done))
    console.log(json ? JSON.stringify(done) : summed(file, done))
  } catch (error) {
    progress.pause()
    const said = error instanceof Error ? error.message : String(error)
    const next = dry_run
      ? 'Nothing was written.'
      : 'What was booked stays booked; the same command continues.'
    console.error(error instanceof Refused ? said : `The import stopped: ${said}. ${next}`)
    process.exit(1)
  }
}
