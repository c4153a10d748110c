import type { DatabaseSync } from 'node:sqlite'
import { all, first, run } from './database.ts'
import { Refused } from './house.ts'
import { choosePlaces, type FreePlace, spreadPlaces } from './choose-places.ts'

/** Places of one performance: valid ways in, left for the public, kept aside in all and booked from those. */
export interface Count {
  capacity: number
  sold: number
  free: number
  kept_aside: number
  kept_aside_taken: number
}

export function count(db: DatabaseSync, performance_id: string): Count {
  const row = first<Count>(
    db,
    `select count(*) as capacity,
       coalesce(sum(u.status = 'valid'), 0) as sold,
       coalesce(sum(p.unit_id is null and p.kept_aside = 0), 0) as free,
       coalesce(sum(p.kept_aside), 0) as kept_aside,
       coalesce(sum(p.kept_aside = 1 and p.unit_id is not null), 0) as kept_aside_taken
     from places p left join units u on u.id = p.unit_id where p.performance_id = ?`,
    performance_id,
  )
  return row ?? { capacity: 0, sold: 0, free: 0, kept_aside: 0, kept_aside_taken: 0 }
}

const freePlaces = (db: DatabaseSync, performance_id: string, kept_aside: 0 | 1): FreePlace[] =>
  all<FreePlace>(
    db,
    `select place, line, seat from places
     where performance_id = ? and unit_id is null and kept_aside = ? order by place`,
    performance_id,
    kept_aside,
  )

/** Gives a place to each of these units, side by side where it can be, or refuses them all. */
export function takePlaces(
  db: DatabaseSync,
  performance_id: string,
  unit_ids: string[],
  { from_allotment }: { from_allotment: boolean },
): void {
  const free = freePlaces(db, performance_id, from_allotment ? 1 : 0)
  if (free.length < unit_ids.length) {
    const message = `Units left ${from_allotment ? 'of the allotment' : 'on sale'}: ${free.length}.`
    throw new Refused(409, 'SOLD_OUT', message, free.length)
  }
  for (const [at, { place, seat }] of choosePlaces(free, unit_ids.length).entries()) {
    const unit_id = unit_ids[at] ?? ''
    const taken = run(
      db,
      'update places set unit_id = ? where performance_id = ? and place = ? and unit_id is null',
      unit_id,
      performance_id,
      place,
    )
    if (taken !== 1) throw new Refused(409, 'SOLD_OUT', 'A place was taken by somebody else meanwhile.')
    run(db, 'update units set seat = ? where id = ?', seat, unit_id)
  }
}

/** Keeps exactly so many places aside; those already booked from the allotment stay in it. */
export function keepAside(db: DatabaseSync, performance_id: string, units: number): void {
  const { kept_aside, kept_aside_taken, free } = count(db, performance_id)
  const more = Math.max(units, kept_aside_taken) - kept_aside
  if (more > free) {
    throw new Refused(409, 'SOLD_OUT', `Places that can still be kept aside: ${free}.`, free)
  }
  const changed =
    more > 0
      ? spreadPlaces(freePlaces(db, performance_id, 0), more)
      : freePlaces(db, performance_id, 1).slice(kept_aside - kept_aside_taken + more)
  for (const { place } of changed) {
    run(
      db,
      'update places set kept_aside = ? where performance_id = ? and place = ?',
      more > 0 ? 1 : 0,
      performance_id,
      place,
    )
  }
}
