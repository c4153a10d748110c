export { openCala, openCalaHot } from './cala/open.ts'
export { openStripeSyncEngine } from './stripe-sync-engine/open.ts'

/** What the names of peers begin with. */
export const PEERS = ['stripe-sync-engine', 'cala-ledger'] as const
