import { KEY_COOKIE } from '../../src/people/index.ts'
import type { TestApp } from '../setup/app.ts'
import type { Actor } from '../setup/world.ts'

export interface Visited {
  status: number
  headers: Headers
  html: string
  /** the words of the page, without its marks */
  text: string
  /** where the answer leads */
  location: string | null
  /** the hidden key of the page's first form, or of the one whose action holds this */
  key(action?: string): string
}

/** What a browser does with a page: fetch it, and send its forms. */
export function visitor(
  { app, ctx }: Pick<TestApp, 'app' | 'ctx'>,
  who: Actor | null,
  headers: Record<string, string> = {},
) {
  const cookie = who === null ? {} : { cookie: `${KEY_COOKIE}=${who.key}` }
  const common = { 'accept-language': 'fr-FR,fr;q=0.9', ...cookie, ...headers }
  return {
    get: async (path: string) => read(await app.request(path, { headers: common })),
    post: async (path: string, fields: Record<string, string | string[]>, origin = ctx.origin) => {
      const body = new URLSearchParams(
        Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value) => [name, value])),
      )
      const form = { 'content-type': 'application/x-www-form-urlencoded', origin }
      return read(
        await app.request(path, { method: 'POST', headers: { ...common, ...form }, body: body.toString() }),
      )
    },
  }
}

async function read(response: Response): Promise<Visited> {
  const html = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    html,
    text: wordsOf(html),
    location: response.headers.get('location'),
    key(action = '') {
      const form = html
        .split('<form')
        .find((part) => part.split('>')[0]!.includes(action) && part.includes('idempotency_key'))
      const found = /name="idempotency_key" value="([^"]+)"/.exec(form ?? '')?.[1]
      if (!found) throw new Error(`no form ${action} with a key`)
      return found
    },
  }
}

const wordsOf = (html: string) =>
  (html.split('<body>')[1] ?? '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
