import type { Context } from '../platform/context.ts'

/** What can halt; the operator's page says each with what to do. */
export type TroubleKind =
  | 'booking'
  | 'promise'
  | 'tickets'
  | 'return'
  | 'attendance'
  | 'books'
  | 'connection'
  | 'mail'
  | 'allotment'
  | 'audit'
  | 'unbooked'
  | 'silence'
  | 'unknown'
  | 'hold'
  | 'queue'
  | 'outbox'
  | 'roll_up'
  | 'step'

export async function showTrouble(
  ctx: Context,
  kind: TroubleKind,
  subject: string,
  message: string,
  todo: string,
): Promise<void> {
  await ctx.db.call('raise_trouble', { kind, subject, message, todo, now: ctx.now() })
}

export async function endTrouble(ctx: Context, kind: TroubleKind, subject: string): Promise<void> {
  await ctx.db.call('resolve_trouble', { kind, subject, now: ctx.now() })
}
