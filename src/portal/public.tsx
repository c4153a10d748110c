import type { Request } from '../platform/http.ts'
import { Armchair } from '../platform/page.tsx'
import { show } from './show.tsx'
import { publicWords } from './words/public.ts'

const SEATS_IN_THE_ROW = 9
const YOURS = 3

/** What this is, for whoever comes by. */
export function publicPage(c: Request): Response | Promise<Response> {
  const words = publicWords[c.get('language')]
  return show(c, {
    title: words.title,
    children: (
      <>
        <div class="hero">
          <div class="house" aria-hidden="true">
            {Array.from({ length: SEATS_IN_THE_ROW }, (_, n) => (
              <Armchair class={n === YOURS ? 'yours' : n === YOURS + 1 ? 'next' : ''} />
            ))}
          </div>
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
        <h2>{words.way}</h2>
        <ol class="steps">
          {words.steps.map(([title, text]) => (
            <li>
              <h3>{title}</h3>
              <p>{text}</p>
            </li>
          ))}
        </ol>
        <h2>{words.who}</h2>
        <div class="doors">
          <Door title={words.relay} text={words.relay_text} href="/sign-in?to=/relay" link={words.sign_in} />
          <Door
            title={words.structure}
            text={words.structure_text}
            href="/sign-in?to=/structure"
            link={words.sign_in}
          />
          <Door title={words.vendor} text={words.vendor_text} href="/openapi.json" link={words.api} />
        </div>
      </>
    ),
  })
}

function Door({ title, text, href, link }: { title: string; text: string; href: string; link: string }) {
  return (
    <section class="card">
      <h3>{title}</h3>
      <p>{text}</p>
      <a href={href}>
        {link}
        <span class="hidden">, {title}</span>
      </a>
    </section>
  )
}
