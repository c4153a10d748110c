import { z } from 'zod'
import { type Attendance, type Json, PartnerRejects, type Scan } from '../contract/index.ts'
import { bookingsSince } from './bookings.ts'
import type { Line } from './line.ts'
import { performanceName } from './names.ts'

/** Until when we looked, and the order of each seat that was then scanned. */
const Cursor = z.object({ since: z.string(), scanned: z.record(z.string(), z.string()) })

/**
 * Who came to one performance, since the cursor. A check-in, and its undoing, changes its order in pretix, so late
 * scans and undone ones are found among the orders changed since.
 */
export async function attendance(line: Line, performance: string, cursor: Json): Promise<Attendance> {
  const name = performanceName(performance)
  if (!name) throw new PartnerRejects(`${performance} names no performance of pretix`, 404)
  const before = Cursor.safeParse(cursor).data ?? null
  const { bookings, since } = await bookingsSince(line, name, before?.since ?? null)
  const scanned = { ...before?.scanned }
  const scans: Scan[] = []
  for (const { order, seats } of bookings) {
    for (const { position, scanned_at } of seats) {
      if (scanned_at !== null || scanned[position] !== undefined) scans.push({ order, position, scanned_at })
      if (scanned_at === null) delete scanned[position]
      else scanned[position] = order
    }
  }
  return { scans, cursor: { since, scanned } }
}
