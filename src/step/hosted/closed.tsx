import type { Request } from '../../platform/http.ts'
import { languageOfPage, showHosted } from './frame.tsx'
import { hostedWords } from './words.ts'

/** Where no step is open: the season of gifts is over or has not begun, or nobody has this key. Asks no database whose it is. */
export function closedPage(c: Request): Response | Promise<Response> {
  const language = languageOfPage(c)
  return showHosted(c, null, {
    language,
    status: 404,
    children: <p class="lead">{hostedWords[language].closed}</p>,
  })
}
