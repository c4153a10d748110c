/**
 * The address of Neon's database itself: its `-pooler` keeps no session, so no advisory lock either. `sslmode=require`,
 * as Neon writes it, is what `pg` calls verify-full. Any other address stays as it is.
 */
export function directAddress(databaseUrl: string): string {
  if (!new URL(databaseUrl).hostname.endsWith('.neon.tech')) return databaseUrl
  return databaseUrl
    .replace(/-pooler(?=\.[^/]*\.neon\.tech)/, '')
    .replace('sslmode=require', 'sslmode=verify-full')
}
