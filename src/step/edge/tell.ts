import type { EdgeEnv } from './env.ts'

/** Fauteuil answers by then, or has not. */
const PATIENCE_MS = 8_000

/** Hands something on to Fauteuil, from a page of this host. @throws when it is not there */
export const tell = (env: EdgeEnv, what: string, body: object | string, origin?: string): Promise<Response> =>
  fetch(`${env.FAUTEUIL}/step/${env.STRUCTURE}/${what}`, {
    method: 'POST',
    headers: origin === undefined ? {} : { origin },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
