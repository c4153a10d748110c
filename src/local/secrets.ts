import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The key of this development machine that encrypts what partners entrust to us (MASTER_KEYS). */
export function developmentKeys(folder: string): string {
  return kept(folder, 'master-keys', () => `v1:${randomBytes(32).toString('base64')}`)
}

/** The bearer token of the demonstration box office's API. */
export function boxOfficeToken(folder: string): string {
  return kept(folder, 'box-office-token', () => randomBytes(24).toString('base64url'))
}

/** Made once, then kept beside the data that depends on it. */
function kept(folder: string, name: string, make: () => string): string {
  const file = join(folder, name)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, make(), { mode: 0o600 })
  }
  return readFileSync(file, 'utf8').trim()
}
