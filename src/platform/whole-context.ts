import type { Context, FrontContext } from './context.ts'
import { reading } from './reading.ts'

/** All that a use case may touch, made of what the front does. */
export function wholeContext(ctx: FrontContext): Context {
  return { ...ctx, db: 'read' in ctx.db ? ctx.db : reading(ctx.db) }
}
