import { z } from 'zod'
import { type Json, PartnerRejects } from '../contract/index.ts'
import type { Api } from './api.ts'

/** What we mark our things with in pretix; only the venue's staff can see it. */
export const MARK = 'Fauteuil'
export const DONATION_MARK = `${MARK} : don`
export const INVITATION_MARK = `${MARK} : invitation`
export type Fields = Record<string, Json>
const Made = z.looseObject({ id: z.int() })
export type Made = z.infer<typeof Made>

interface Wanted {
  /** the list that it is in, such as `events/saison/items/` */
  path: string
  /** what `enable` noted last time */
  id: number | undefined
  isOurs(candidate: Made): boolean
  fields: Fields
}

/**
 * Finds a thing of ours by the id that was noted, else by its mark; makes it if there is none; sets what is no
 * longer as it should be. So it can be repeated, and a call whose answer was lost does no harm.
 */
export async function mend(api: Api, wanted: Wanted): Promise<Made> {
  const { path, fields } = wanted
  const found = await findOurs(api, wanted)
  if (!found) return written(api, path, fields, 'POST')
  const drift = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => !same(found[name], value)),
  )
  if (Object.keys(drift).length === 0) return found
  return written(api, `${path}${found.id}/`, drift, 'PATCH')
}

export async function findOurs(api: Api, { path, id, isOurs }: Omit<Wanted, 'fields'>): Promise<Made | null> {
  const noted = id === undefined ? null : await api.find(Made, `${path}${id}/`)
  if (noted) return noted
  return (await api.list(Made, path)).items.find((candidate) => isOurs(candidate)) ?? null
}

async function written(api: Api, path: string, fields: Fields, method: 'POST' | 'PATCH'): Promise<Made> {
  const posted = await api.post(Made, path, fields, { method })
  if ('made' in posted) return posted.made
  const said = JSON.stringify(posted.refusal).slice(0, 500)
  throw new PartnerRejects(`pretix refused ${method} ${path}: ${said}`, posted.status, said)
}

/** Order matters in no list that we set, and none has doubles. */
function same(there: unknown, wanted: Json): boolean {
  if (Array.isArray(there) && Array.isArray(wanted)) {
    return there.length === wanted.length && wanted.every((one) => there.some((other) => same(other, one)))
  }
  if (typeof there === 'object' && there !== null && typeof wanted === 'object' && wanted !== null) {
    const names = new Set([...Object.keys(there), ...Object.keys(wanted)])
    return [...names].every((name) => same(Reflect.get(there, name), Reflect.get(wanted, name) ?? null))
  }
  return there === wanted
}
