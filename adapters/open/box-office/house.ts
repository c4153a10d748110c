import type { DatabaseSync } from 'node:sqlite'
import type { ErrorCode } from '../wire/errors.ts'
import { transaction } from './database.ts'
import type { Faults } from './faults.ts'
import { lapse } from './lapse.ts'

/** What every part of the box office works with. */
export interface House {
  db: DatabaseSync
  now: () => Date
  /** the bearer token of its API */
  token: string
  /** its public address, without a slash at the end */
  url: string
  /** what the theatre counts for one invitation seat, in cents */
  seat_price_cents: number
  /** whether the sandbox of the contract is open */
  sandbox: boolean
  /** waits after each failed delivery of a webhook */
  retries_ms: readonly number[]
  /** switches of a test, null outside tests */
  faults: Faults | null
  /** something is due in the outbox */
  wake: () => void
}

export const NAME = 'Théâtre du Port'
export const TOWN = 'Port-Ancelin'
export const TIME_ZONE = 'Europe/Paris'
export const CURRENCY = 'EUR'

/** The present instant, as it is stored. */
export const instant = (house: House): string => house.now().toISOString()

/** One change of the house: holds that ended are let go first, what was told to the outside is sent after. */
export function change<T>(house: House, act: () => T): T {
  const result = transaction(house.db, () => {
    lapse(house.db, instant(house))
    return act()
  })
  house.wake()
  return result
}

/** A refusal, in the words of the contract. Thrown, so that what was begun is undone. */
export class Refused extends Error {
  readonly status: 400 | 404 | 409
  readonly code: ErrorCode
  readonly vacancies: number | undefined
  constructor(status: 400 | 404 | 409, code: ErrorCode, message: string, vacancies?: number) {
    super(message)
    this.status = status
    this.code = code
    this.vacancies = vacancies
  }
}

/** A row that has to be there. */
export function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw new Refused(404, 'NOT_FOUND', `${what} is not known here.`)
  return row
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
/** An unguessable code that can be typed: no O, I, 0 or 1. */
export function randomCode(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('')
}
