import { type NeonEndpoint, startNeonEndpoint } from './neon.ts'
import { startPostgres } from './postgres.ts'

export interface LocalDatabase {
  url: string
  /** where its HTTP protocol is spoken; null where it is Neon itself */
  neon_endpoint: string | null
  stop: () => Promise<void>
  /** the embedded one ended, asked to or not */
  ended?: Promise<void>
}

/**
 * The database that DATABASE_URL names, or the embedded one. Neon is reached directly; before any other
 * PostgreSQL stands our own endpoint, unless NEON_ENDPOINT names one.
 */
export async function openLocalDatabase(
  folder: string,
  environment: NodeJS.ProcessEnv,
  say?: (line: string) => void,
): Promise<LocalDatabase> {
  const given = environment['DATABASE_URL']
  if (given) {
    const host = hostOf(given)
    if (host.endsWith('.neon.tech')) return { url: given, neon_endpoint: null, stop: async () => undefined }
    const named = environment['NEON_ENDPOINT']
    if (named) return { url: given, neon_endpoint: named, stop: async () => undefined }
    const neon = await startNeonEndpoint({ hosts: [host] })
    return { url: given, neon_endpoint: neon.url, stop: () => neon.stop() }
  }
  const postgres = await startPostgres({
    folder,
    onFirstStart: () => say?.('  PostgreSQL makes its files, the first time only'),
  })
  let neon: NeonEndpoint
  try {
    neon = await startNeonEndpoint()
  } catch (error) {
    await postgres.stop()
    throw error
  }
  async function stop(): Promise<void> {
    await neon.stop()
    await postgres.stop()
  }
  return { url: postgres.url(), neon_endpoint: neon.url, stop, ended: postgres.ended }
}

function hostOf(databaseUrl: string): string {
  const url = URL.parse(databaseUrl)
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new Error('DATABASE_URL is not an address of the form postgres://user:password@host:5432/database')
  }
  return url.hostname
}
