/** Throws unless the database holds all that a peer says it took: a figure of what was lost would flatter it. */
export function checkArrived(peer: string, taken: number, arrived: number, what: string): void {
  if (taken === arrived) return
  throw new Error(
    `${peer} took ${taken} events, and its database holds ${arrived} ${what}: the round was thrown away, ` +
      'for its figure means nothing. Look at what the peer wrote before measuring again.',
  )
}
