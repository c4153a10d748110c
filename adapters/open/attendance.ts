import { type Attendance, type Json, PartnerRejects } from '../contract/index.ts'
import type { Api } from './api.ts'
import { instant } from './orders.ts'
import { idsOf } from './performances.ts'
import { Scan } from './wire/acs.ts'

/** Who came to one performance since the cursor, late and undone scans included. */
export async function attendance(api: Api, performance: string, cursor: Json): Promise<Attendance> {
  const ids = idsOf(performance)
  if (!ids) throw new PartnerRejects(`${performance} names no performance of this partner`, 404)
  const path = `acs/scans?availabilityId=${encodeURIComponent(ids.availabilityId)}`
  const { items, next } = await api.list(Scan, path, typeof cursor === 'string' ? cursor : null)
  const scans = items.map((scan) => ({
    order: scan.orderId,
    position: scan.unitItemUuid,
    scanned_at: scan.utcRedeemedAt === null ? null : instant(scan.utcRedeemedAt),
  }))
  return { scans, cursor: next }
}
