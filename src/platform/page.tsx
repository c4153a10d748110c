import type { Child } from 'hono/jsx'
import type { Language } from './languages.ts'
import { pageWords } from './page-words.ts'

/** One page, whole without scripts. */
export interface PageProps {
  language: Language
  title: string
  /** path and query of this page in its GET form; the other language is offered there */
  path: string
  /** links of whoever is signed in */
  nav?: readonly { href: string; text: string }[]
  /** the organisation that is signed in */
  account?: string | undefined
  children?: Child
}

/** The shell around every page: skip link, landmarks, the languages, and no request to anywhere else. */
export function Page({ language, title, path, nav = [], account, children }: PageProps) {
  const words = pageWords[language]
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {/* under no-referrer, as all other answers say, browsers hide even from us where a form comes from */}
        <meta name="referrer" content="same-origin" />
        <title>{`${title} · Fauteuil`}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <a class="skip" href="#main">
          {words.skip}
        </a>
        <header class="top">
          <div class="wide">
            <a class="brand" href="/">
              <Armchair />
              Fauteuil
            </a>
            {nav.length > 0 && (
              <nav aria-label={words.nav}>
                <ul>
                  {nav.map(({ href, text }) => (
                    <li>
                      <a href={href} aria-current={href === path ? 'page' : undefined}>
                        {text}
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
            )}
            <div class="account">
              <Languages language={language} path={path} />
              {account !== undefined && (
                <form method="post" action="/sign-out">
                  <span>{account}</span>
                  <button class="quiet" type="submit">
                    {words.sign_out}
                  </button>
                </form>
              )}
            </div>
          </div>
        </header>
        <main id="main" tabindex={-1} class="wide">
          {children}
        </main>
        <footer>
          <p class="wide">{words.footer}</p>
        </footer>
      </body>
    </html>
  )
}

function Languages({ language, path }: { language: Language; path: string }) {
  const other = language === 'fr' ? 'en' : 'fr'
  const { language_name, other_language } = pageWords[other]
  return (
    <a
      class="language"
      href={withQuery(path, 'lang', other)}
      lang={other}
      hreflang={other}
      aria-label={other_language}
    >
      {language_name}
    </a>
  )
}

/** The same address with one more word in its query. */
export function withQuery(path: string, name: string, value: string): string {
  const [before = '', query = ''] = path.split('?')
  const search = new URLSearchParams(query)
  search.set(name, value)
  return `${before}?${search.toString()}`
}

const SEAT = 'M5 10V7a4 4 0 0 1 4-4h6a4 4 0 0 1 4 4v3a2 2 0 0 0-2 2v3H7v-3a2 2 0 0 0-2-2z'
const ARMS = 'M3 12a2 2 0 0 1 4 0v3h10v-3a2 2 0 0 1 4 0v6a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1zM6 19v2M18 19v2'

/** The mark: a seat, seen from the front. */
export function Armchair({ class: name = 'armchair' }: { class?: string }) {
  return (
    <svg class={name} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={SEAT} />
      <path d={ARMS} />
    </svg>
  )
}

/** The mark as a file, for the browser's tab. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#9b2335" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"><path d="${SEAT}"/><path d="${ARMS}" fill="#9b2335" fill-opacity=".25"/></svg>`
