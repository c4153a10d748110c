import { html } from 'hono/html'
import { NAME, TOWN } from '../house.ts'
import type { Speech } from './language.ts'

export type Html = ReturnType<typeof html>

/** The shell of every page: no script, no cookie, nothing from elsewhere. */
export function layout({ t, language, to, other }: Speech, title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${NAME}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <a class="skip" href="#content">${t.skip}</a>
        <header>
          <div class="wrap">
            <p>${NAME}</p>
            <nav aria-label="${t.nav}">
              <ul>
                <li><a href="${to('/')}">${t.season}</a></li>
                <li><a href="${to('/abonnement')}">${t.subscribe}</a></li>
                <li>
                  <a
                    href="${other}"
                    hreflang="${language === 'fr' ? 'en' : 'fr'}"
                    lang="${language === 'fr' ? 'en' : 'fr'}"
                    >${t.other_language}</a
                  >
                </li>
              </ul>
            </nav>
          </div>
        </header>
        <main id="content" class="wrap" tabindex="-1">
          <h1>${title}</h1>
          ${content}
        </main>
        <footer>
          <div class="wrap">
            <p>${NAME}, ${TOWN}. ${t.demonstration}</p>
            <p>
              ${t.staff}${t.colon} <a href="${to('/guichet')}">${t.counter}</a> ·
              <a href="${to('/porte')}">${t.door}</a>
            </p>
          </div>
        </footer>
      </body>
    </html>`
}

/** Tells something at the top of a page; read out when the page comes back with it. */
export const note = (kind: 'warn' | 'good', title: string, text: string): Html =>
  html`<div class="note ${kind}" role="${kind === 'warn' ? 'alert' : 'status'}">
    <p><strong>${title}</strong> ${text}</p>
  </div>`
