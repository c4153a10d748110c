import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Asker } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { Page } from '../platform/page.tsx'
import { Notice, Summary, type FormProblem } from './parts.tsx'
import { PAGE_HEADERS } from './frame.tsx'
import { commonWords } from './words/common.ts'
import { isSaid, saidWords } from './words/said.ts'

export const HOMES = { relay: '/relay', operator: '/operator', structure: '/structure' } as const

export interface Shown {
  title: string
  asker?: Asker | undefined
  /** where this page is read, when it answers a form that was sent elsewhere */
  path?: string
  status?: ContentfulStatusCode
  /** what was wrong with the form that this page answers */
  problem?: FormProblem | undefined
  children?: Child
}

/** A whole page as an answer. */
export function show(
  c: Request,
  { title, asker, path, status = 200, problem, children }: Shown,
): Response | Promise<Response> {
  const language = c.get('language')
  const words = commonWords[language]
  const said = c.req.query('said')
  const nav = asker && [
    { href: HOMES[asker.role], text: words.your_page[asker.role] },
    ...(asker.role === 'operator' && c.get('ctx').development
      ? [{ href: '/operator/outbox', text: words.outbox }]
      : []),
  ]
  const page = (
    <Page
      language={language}
      title={problem ? `${words.error_title} ${title}` : title}
      path={path ?? pathOf(c)}
      nav={nav ?? [{ href: '/sign-in', text: words.sign_in }]}
      account={asker?.name}
    >
      {problem && <Summary language={language} problem={problem} />}
      {isSaid(said) && <Notice>{saidWords[language][said]}</Notice>}
      {children}
    </Page>
  )
  return c.html(html`<!doctype html>${page}`, status, PAGE_HEADERS)
}

/** Path and query of what was asked for, without what is said or shown only once. */
function pathOf(c: Request): string {
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.delete('said')
  searchParams.delete('lang')
  const query = searchParams.toString()
  return query === '' ? pathname : `${pathname}?${query}`
}

/** After a form was carried out: the page that shows it, with what was done. */
export function goTo(c: Request, path: string, said?: keyof typeof saidWords.fr): Response {
  return c.redirect(said ? `${path}?said=${said}#said` : path, 303)
}
