import { STEP_TITLE } from '../platform/step-title.ts'
import { PLACE_STYLE } from './element/style.ts'

/**
 * What a page of the venue's needs: a script that holds up nothing, not even the page's load event while we are slow, as one that is
 * named by `src` would; and a plain link where there are no scripts, or while ours is not there.
 */
export async function pageParts(origin: string, key: string) {
  const page = `${origin}/don/${key}`
  const script = `import("${origin}/acs.js")`
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script))
  return {
    page,
    snippet:
      `<script type="module">${script}</script>\n` +
      `<acs-donation structure="${key}"><a href="${page}">${STEP_TITLE.fr}</a></acs-donation>`,
    style: PLACE_STYLE,
    csp: {
      script_src: [origin, `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`],
      connect_src: [origin],
    },
  }
}
