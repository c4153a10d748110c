import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BENCH_FOLDER, isKept, keep } from '../kept.ts'
import { runProgram } from '../program.ts'

const SOURCES = ['Cargo.toml', 'Cargo.lock', 'src/main.rs', 'src/ledger.rs'].map((name) =>
  join(import.meta.dirname, name),
)
const HOME = join(BENCH_FOLDER, 'cala')
const MARK = join(HOME, 'built')
const PROGRAM = join(HOME, 'cala-bench')

let building: Promise<void> | undefined

/**
 * The program beside this file, built by cargo, some minutes the first time; kept until its sources change.
 * With `quick`, one that is not kept is not built. Answers its path.
 */
export async function buildCala(quick: boolean): Promise<string> {
  if (!(await isKept(MARK, SOURCES))) {
    if (quick)
      throw new Error('it is not built yet, which takes minutes; run `npm run bench` once without --quick')
    await (building ??= build())
  }
  return PROGRAM
}

async function build(): Promise<void> {
  await mkdir(HOME, { recursive: true })
  console.error('Building cala-ledger with cargo, some minutes the first time…')
  // Queries are checked against what the crate recorded, not against a database.
  const target = join(HOME, 'target')
  const env = { ...process.env, CARGO_TARGET_DIR: target, SQLX_OFFLINE: 'true' }
  const options = { what: 'cargo build', cwd: import.meta.dirname, env, log: join(HOME, 'build.log') }
  await runProgram('cargo', ['build', '--release', '--locked', '--quiet'], options)
  await copyFile(join(target, 'release/cala-bench'), PROGRAM)
  await keep(MARK, SOURCES)
  // a gigabyte of parts; a build that failed keeps them, and goes on from there
  await rm(target, { recursive: true })
}
