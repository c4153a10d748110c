import type { Look } from '../../adapters/contract/index.ts'
import type { CapturedHook, Line } from './harness.ts'

/** Everything that these webhooks ask us to look at. */
export function looksOf(line: Line, hooks: CapturedHook[]): Look[] {
  return hooks.flatMap(({ body }) => {
    const reading = line.harness.adapter.read(body)
    return 'looks' in reading ? reading.looks : []
  })
}

/** Do these ask to look at this order, by name or by carrying its state? */
export const lookAtOrder = (looks: Look[], order: string): boolean =>
  looks.some((look) =>
    look.kind === 'order' ? look.order === order : look.kind === 'state' && look.state.order === order,
  )
