import type { Context } from '../platform/context.ts'

/**
 * Starts the saga of a reservation under this number. What is stored stays true if it does not start: the sweep starts
 * it again, so the person who asked is not told of a fault that mends itself.
 */
export async function startDrive(
  ctx: Context,
  reservation_id: string,
  drive: number | string,
): Promise<void> {
  try {
    await ctx.drive([{ id: `${reservation_id}-${drive}`, params: { reservation_id } }])
  } catch (cause) {
    ctx.log('drive_not_started', { reservation_id, drive, cause: String(cause) })
  }
}
