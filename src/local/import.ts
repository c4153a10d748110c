import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { systemClock } from '../platform/clock.ts'
import { Refused } from './import/file.ts'
import { importGifts } from './import/import-gifts.ts'
import { tellProgress } from './import/progress.ts'
import { reasonOf } from './import/reasons.ts'
import { rejectedPath, type BrokenRow } from './import/rejected.ts'
import { again, summed, suspense } from './import/told.ts'

// npm run import: gifts of an earlier system, into the ledger; README, “Bring past seasons”, says of which file.

const HELP = `DATABASE_URL=… npm run import -- --file FILE --structure ID

Books the gifts of FILE, each once. Stopped at any moment, the same command continues.

  --dry-run   only says what would be booked; nothing is written
  --json      one line of JSON on standard output: \`booked_now\` is what this very start has booked, and
              \`finished_before\` when this file was imported to its end before, else null`
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
    if (!z.uuid().safeParse(structure).success) throw new Refused(`--structure: ${structure} is not an id.`)
    return { file, structure, dry_run, json, database_url }
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`)
    return process.exit(1)
  }
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
    console.error(`line ${line}${column}: ${reasonOf(found, 'en')}${more}`)
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
    console.log(json ? JSON.stringify(done) : summed(file, done))
    if (json && done.finished_before !== null) console.error(again(file, done.finished_before))
    if (suspense(done)) console.error(suspense(done))
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
