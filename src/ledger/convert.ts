import type { Context } from '../platform/context.ts'

/** Opens the credits that a convention's fund pays for now. Answers how many were opened. */
export async function convert(ctx: Context, convention_id: string): Promise<number> {
  let opened = 0
  for (let more = true; more;) {
    const done = await ctx.db.call('convert', { convention_id, now: ctx.now() })
    opened += done.opened
    more = done.more
  }
  return opened
}
