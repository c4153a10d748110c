import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The key of this development machine that encrypts what partners entrust to us: made once, kept in `folder`. */
export function developmentKeys(folder: string): string {
  const file = join(folder, 'master-keys')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, `v1:${randomBytes(32).toString('base64')}`, { mode: 0o600 })
  }
  return readFileSync(file, 'utf8').trim()
}
