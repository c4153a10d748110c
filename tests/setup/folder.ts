import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder for this test file, removed at its end. */
export function throwawayFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fauteuil-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
