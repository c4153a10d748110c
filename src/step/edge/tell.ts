import type { EdgeEnv } from './env.ts'

/** Fauteuil answers by then, or has not. */
const PATIENCE_MS = 8_000

/** Tells Fauteuil of this structure's carts. @throws when it is not there */
export const tell = (
  env: EdgeEnv,
  what: 'consents' | 'orders' | 'counts',
  body: object | string,
): Promise<Response> =>
  fetch(`${env.FAUTEUIL}/edge/${env.STRUCTURE}/${what}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${env.EDGE_TOKEN}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE_MS),
  })
