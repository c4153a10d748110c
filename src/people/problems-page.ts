import { html } from 'hono/html'
import { PROBLEMS } from '../platform/problems.ts'

/**
 * What each error code means and what to do, in both languages: where the `docs` of every error points. Written without
 * JSX, so that the programs of a development machine can enter this room as they are.
 */
export const problemsPage = () =>
  html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Fauteuil · problèmes / problems</title>
      </head>
      <body>
        <main>
          <h1>Ce que disent les erreurs · <span lang="en">What errors say</span></h1>
          ${Object.entries(PROBLEMS).map(
            ([code, { status, fr, en }]) =>
              html`<section id="${code}">
                <h2><code>${code}</code> · ${status}</h2>
                <p>${fr}</p>
                <p lang="en">${en}</p>
              </section>`,
          )}
        </main>
      </body>
    </html>`
