import { getCookie } from 'hono/cookie'
import { HTTPException } from 'hono/http-exception'
import { KEY_COOKIE, whoseKey, type Asker } from '../people/index.ts'
import { problemOf } from '../platform/database.ts'
import { answerProblem, type Request } from '../platform/http.ts'
import { Problem, PROBLEMS } from '../platform/problems.ts'
import { inWords } from './forms.ts'
import { HOMES, show } from './show.tsx'
import { showSignIn } from './sign-in/sign-in.tsx'
import { commonWords } from './words/common.ts'

/** What was thrown below a page, as a page. */
export function problemPage(thrown: unknown, c: Request): Response | Promise<Response> {
  const words = commonWords[c.get('language')]
  if (thrown instanceof HTTPException) {
    return plain(c, words.trouble_title, words.foreign_form, thrown.status)
  }
  const problem = problemOf(thrown) ?? new Problem('fault', {}, thrown)
  const { status } = PROBLEMS[problem.code]
  // logged once, as for the API; its answer is for programs
  if (status >= 500) answerProblem(thrown, c)
  if (problem.code === 'unauthenticated') return whoIsIt(c)
  if (problem.code === 'not_found') return notFoundPage(c)
  const title = problem.code === 'forbidden' ? words.forbidden_title : words.trouble_title
  return plain(c, title, inWords(c, problem.code), status, status >= 500)
}

export function notFoundPage(c: Request): Promise<Response> {
  return plain(c, commonWords[c.get('language')].not_found_title, inWords(c, 'not_found'), 404)
}

/** Whoever is signed in keeps their navigation, and finds the way to their own first page. */
async function plain(
  c: Request,
  title: string,
  text: string,
  status: number,
  with_id = false,
): Promise<Response> {
  const words = commonWords[c.get('language')]
  const asker = await signedIn(c, status)
  return show(c, {
    title,
    asker,
    path: '/',
    status: status as 400,
    children: (
      <>
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        {asker && (
          <p>
            <a class="button" href={HOMES[asker.role]}>
              {words.your_page[asker.role]}
            </a>
          </p>
        )}
        {with_id && <p class="soft small">{words.request(c.get('request_id'))}</p>}
      </>
    ),
  })
}

/** Never a reason for another fault: when something is wrong on our side, nobody is looked up. */
async function signedIn(c: Request, status: number): Promise<Asker | undefined> {
  const key = getCookie(c, KEY_COOKIE)
  if (key === undefined || status === 429 || status >= 500) return undefined
  return (await whoseKey(c.get('ctx'), key).catch(() => null)) ?? undefined
}

/**
 * Nobody's key: to the sign-in, and back afterwards. A link in a mail comes without the strict cookie even from
 * someone who is signed in, so their own browser first asks again from a page of ours.
 */
function whoIsIt(c: Request): Response | Promise<Response> {
  const words = commonWords[c.get('language')]
  const { pathname, search } = new URL(c.req.url)
  const here = `${pathname}${search}`
  if (c.req.method !== 'GET') return showSignIn(c, '/', inWords(c, 'unauthenticated'))
  if (c.req.header('sec-fetch-site') === 'cross-site' && getCookie(c, KEY_COOKIE) === undefined) {
    c.header('refresh', `0;url=${encodeURI(here)}`)
    return show(c, {
      title: words.coming_back,
      path: here,
      children: (
        <>
          <h1>{words.coming_back}</h1>
          <p>{words.coming_back_text}</p>
          <p>
            <a class="button" href={here}>
              {words.coming_back}
            </a>
          </p>
        </>
      ),
    })
  }
  return c.redirect(`/sign-in?to=${encodeURIComponent(here)}`, 303)
}
