import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Claim } from '../../../src/platform/database.ts'
import { newAccessKey, sha256 } from '../../../src/platform/secrets.ts'
import { onDatabase } from '../connection.ts'
import { idOf } from '../territory/settle.ts'
import { offer } from './offer.ts'

/** An evening on offer in the first convention, and a relay that has a key. */
export interface House {
  key: string
  claim(idempotency_key?: string): Claim
  /** so many seats of that evening, as a reservation asks for them */
  wish(guests: number): { id: string; invitation_id: string; guests: number; seat_ids: string[] } & object
}

export async function openHouse(owner_url: string, credits: number): Promise<House> {
  await offer(owner_url, 1, credits)
  const key = newAccessKey('relay')
  const key_hash = await sha256(key)
  const now = new Date().toISOString()
  const made = { id: uuidv7(), organisation_id: idOf('relay', 0), label: 'bench', hash: key_hash, now }
  await onDatabase(owner_url, (database) => database.query('select create_key($1::jsonb)', [made]))
  return {
    key,
    claim: (idempotency_key = randomUUID()) => ({
      key_hash,
      roles: ['relay'],
      idempotency_key,
      request_hash: 'bench',
      now: new Date().toISOString(),
    }),
    wish: (guests) => ({
      id: uuidv7(),
      invitation_id: idOf('invitation', 1),
      guests,
      companions: 0,
      access_needs: [],
      seat_ids: Array.from({ length: guests }, () => uuidv7()),
    }),
  }
}
