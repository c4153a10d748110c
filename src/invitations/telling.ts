import type { Context } from '../platform/context.ts'
import type { Steps } from './steps.ts'
import { showTrouble, type TroubleKind } from '../people/index.ts'

const TODO = 'It is tried again by itself. If this lasts, look into what is named here; the log tells more.'

/**
 * Does a part of a saga. What ends it and is no partner's answer (a key that is missing, an address that may not be
 * called, a bug) is shown to a person and thrown on: the run ends, and the sweep starts another.
 */
export async function telling<T>(
  ctx: Context,
  steps: Steps,
  trouble: { kind: TroubleKind; reservation_id: string },
  part: () => Promise<T>,
): Promise<T> {
  try {
    return await part()
  } catch (cause) {
    const message = `The work was interrupted: ${cause instanceof Error ? cause.message : String(cause)}`
    const { kind, reservation_id } = trouble
    await steps.step(`say what interrupted the ${kind}`, () =>
      showTrouble(ctx, kind, reservation_id, message, TODO),
    )
    throw cause
  }
}
