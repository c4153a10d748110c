/** What the bench runs of the product in Node: bundled first, since Node reads no TSX. */
export { contextOf } from '../../../src/platform/context.ts'
export { receiveHook } from '../../../src/hooks/receive.ts'
export { wholeContext } from '../../../src/platform/whole-context.ts'
export { createWorker } from '../../../src/worker.ts'
