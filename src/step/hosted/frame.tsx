import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Request } from '../../platform/http.ts'
import { Armchair } from '../../platform/page.tsx'
import { STEP_LANGUAGES, type StepLanguage } from '../configuration.ts'
import { fill } from '../say.ts'
import { stepWords } from '../words/index.ts'
import { hostedWords } from './words.ts'

declare module 'hono/jsx' {
  namespace JSX {
    interface IntrinsicElements {
      'acs-donation': { structure: string; configuration: string; lang: string; children?: unknown }
    }
  }
}

const NAMES: Readonly<Record<StepLanguage, string>> = {
  fr: 'Français',
  en: 'English',
  de: 'Deutsch',
  nl: 'Nederlands',
  it: 'Italiano',
  es: 'Español',
}

/** As asked for by `?lang=`, else as the browser prefers. */
export function languageOfPage(c: Request): StepLanguage {
  const wanted = [c.req.query('lang'), ...(c.req.header('accept-language') ?? '').split(',')]
  for (const tag of wanted) {
    const language = STEP_LANGUAGES.find((one) => tag?.trim().toLowerCase().startsWith(one))
    if (language) return language
  }
  return 'fr'
}

/** A form of these pages leads on to the payment provider's own, which browsers count as its aim. */
const headersOf = (development: boolean, method: string) => ({
  'content-security-policy':
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; " +
    `form-action 'self' https:${development ? ' http://127.0.0.1:*' : ''}; base-uri 'none'; frame-ancestors 'none'`,
  // what answers a form is kept by the browser for who comes back to it: it could only be had again by sending the form again
  'cache-control': method === 'POST' ? 'private, no-cache' : 'private, no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
})

/**
 * One page of the step's own: the structure's, not ours; whole without scripts, and with no request to anywhere else.
 * @param structure by its name; null: nobody's
 */
export function showHosted(
  c: Request,
  structure: string | null,
  {
    language,
    status = 200,
    children,
  }: { language: StepLanguage; status?: ContentfulStatusCode; children: Child },
): Response | Promise<Response> {
  const own_title = stepWords[language].title
  const title = structure === null ? own_title : fill(hostedWords[language].title, { structure })
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
        <link rel="stylesheet" href="/don.css" />
      </head>
      <body>
        <header class="top">
          <div class="wide">
            <span class="brand">
              <Armchair />
              {structure ?? own_title}
            </span>
            <nav class="account" aria-label="Langues / Languages">
              {STEP_LANGUAGES.filter((other) => other !== language).map((other) => (
                <a class="language" href={`${c.req.path}?lang=${other}`} lang={other} hreflang={other}>
                  {NAMES[other]}
                </a>
              ))}
            </nav>
          </div>
        </header>
        <main class="wide">
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  )
  return c.html(html`<!doctype html>${page}`, status, headersOf(c.get('ctx').development, c.req.method))
}
