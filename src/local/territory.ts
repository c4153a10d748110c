import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The keys and ids of the demonstration territory, kept beside its database. Development only. */
export interface Territory {
  operator_key: string
  structure_key: string
  relay_key: string
  other_relay_key: string
  connection_id: string
  convention_id: string
  /** when it was begun; its dates count from then */
  began_at: string
  /** all of it was written */
  complete: boolean
}

const fileIn = (folder: string) => join(folder, 'demonstration.json')

export function readTerritory(folder: string): Partial<Territory> {
  const file = fileIn(folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Territory>) : {}
}

export function keepTerritory(folder: string, known: Partial<Territory>): void {
  writeFileSync(fileIn(folder), `${JSON.stringify(known, null, 2)}\n`, { mode: 0o600 })
}

export function forgetTerritory(folder: string): void {
  rmSync(fileIn(folder), { force: true })
}
