import { getCookie } from 'hono/cookie'
import { KEY_COOKIE, whoseKey } from '../../people/index.ts'
import type { Request } from '../../platform/http.ts'
import { formOf } from '../forms.ts'
import { Field } from '../parts.tsx'
import { goTo, HOMES, show } from '../show.tsx'
import { signInWords } from '../words/sign-in.ts'
import { forgetKey, keepKey } from './cookie.ts'

/** Where to go after signing in; whoever has a good key already goes there at once. */
export async function signInPage(c: Request): Promise<Response> {
  const key = getCookie(c, KEY_COOKIE)
  const role = key ? (await whoseKey(c.get('ctx'), key))?.role : null
  const to = ownPath(c.req.query('to'))
  return role ? goTo(c, HOMES[role]) : showSignIn(c, to)
}

export async function signIn(c: Request): Promise<Response> {
  const words = signInWords[c.get('language')]
  const form = await formOf(c)
  const to = ownPath(form.text('to'))
  const key = form.text('key')
  // a cookie holds no other characters, and no key of ours does
  const role = /^\w{8,200}$/.test(key) ? (await whoseKey(c.get('ctx'), key))?.role : null
  if (!role) return showSignIn(c, to, key === '' ? words.missing : words.unknown)
  keepKey(c, key)
  return goTo(c, to.startsWith(HOMES[role]) ? to : HOMES[role])
}

export function signOut(c: Request): Response {
  forgetKey(c)
  return goTo(c, '/sign-in', 'signed_out')
}

export function showSignIn(c: Request, to: string, error?: string): Response | Promise<Response> {
  const words = signInWords[c.get('language')]
  return show(c, {
    title: words.title,
    path: '/sign-in',
    status: error === undefined ? 200 : 401,
    problem: error === undefined ? undefined : { fields: { key: error } },
    children: (
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <form class="card" method="post" action="/sign-in" novalidate>
          <input type="hidden" name="to" value={to} />
          <Field
            name="key"
            label={words.key}
            hint={words.key_hint}
            error={error}
            input={(attributes) => (
              <input {...attributes} type="password" autocomplete="current-password" spellcheck={false} />
            )}
          />
          <p class="soft small">{words.shared}</p>
          <div class="row">
            <button type="submit">{words.button}</button>
          </div>
        </form>
        <p class="soft">{words.lost}</p>
      </>
    ),
  })
}

/** Only ever back to a page of ours, written in what a header holds. */
export function ownPath(to: string | undefined): string {
  return to && /^\/(relay|operator|structure)([/?#][\x21-\x5b\x5d-\x7e]*)?$/.test(to) ? to : '/'
}
