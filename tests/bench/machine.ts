import { execFileSync } from 'node:child_process'
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { arch, cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { onDatabase } from './connection.ts'
import type { BenchPlace } from './place.ts'
import type { Machine } from './results.ts'
import { median, rounded } from './statistics.ts'
import { workerdProgram } from './workerd/serve.ts'

export async function machineOf(place: BenchPlace): Promise<Machine> {
  const version = (database: { query: (text: string) => Promise<{ rows: unknown[] }> }) =>
    database.query('show server_version')
  const { rows } = await onDatabase(place.postgres.url('postgres'), version)
  return {
    cpu: `${cpus()[0]?.model.trim() ?? 'unknown'}, ${arch()}`,
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 1e9),
    kernel: release(),
    node: process.version,
    postgres: (rows[0] as { server_version: string }).server_version,
    workerd: execFileSync(workerdProgram(), ['--version'], { encoding: 'utf8' })
      .trim()
      .replace('workerd ', ''),
    fdatasync_us: fdatasync(place.disk),
  }
}

/** Median time to make one page durable on the disk of the database, in microseconds. */
function fdatasync(folder: string): number {
  const path = join(folder, 'fdatasync')
  const file = openSync(path, 'w')
  const page = Buffer.alloc(8_192, 1)
  const took_us: number[] = []
  const until_ms = performance.now() + 1_000
  while (performance.now() < until_ms) {
    writeSync(file, page, 0, page.length, 0)
    const begin_ms = performance.now()
    fdatasyncSync(file)
    took_us.push((performance.now() - begin_ms) * 1_000)
  }
  closeSync(file)
  rmSync(path)
  return rounded(median(took_us))
}
