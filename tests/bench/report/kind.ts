import { PEERS } from '../peers/index.ts'

/** Who does the work that a row measures, as the plot's legend says it. */
export const KINDS = {
  ours: 'Fauteuil',
  peer: 'other engines',
  limit: 'plain PostgreSQL, by pgbench',
} as const
export type Kind = keyof typeof KINDS

export function kindOf(name: string): Kind {
  if (PEERS.some((peer) => name.startsWith(peer))) return 'peer'
  return name.startsWith('pgbench') ? 'limit' : 'ours'
}
