import type { Context } from '../../src/platform/context.ts'

/** The same context, with each call of a verb seen before it is made. */
export function watching(ctx: Context, see: (verb: string, arg: object) => void): Context {
  const { db } = ctx
  const call: typeof db.call = async (verb, arg) => {
    see(verb, arg)
    return db.call(verb, arg)
  }
  return { ...ctx, db: { ...db, call } }
}
