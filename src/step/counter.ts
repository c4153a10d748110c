import type { PublishedStep, StepLanguage } from './configuration.ts'
import { hostedWords } from './hosted/words.ts'
import { escape } from './markup.ts'
import { counted } from './say.ts'

/** Rough width of a sign at 16 px; a font that is wider is set closer. */
const SIGN_PX = 8.2
const PAD_PX = 14

/**
 * How many seats gifts have opened in a structure's season, as a picture that any page can show (`<img>`): it needs no script, brings
 * no font, and follows a dark page. Its words are its name too.
 */
export function counterPicture({ structure, opened }: PublishedStep, language: StepLanguage): string {
  const text = `${structure} : ${counted(hostedWords[language].counter, language, opened)}`
  const inner = Math.ceil(text.length * SIGN_PX)
  const said = escape(text)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${inner + 2 * PAD_PX}" height="40" role="img" aria-label="${said}"><title>${said}</title>` +
    '<style>rect{fill:#fffdfa;stroke:#96203a}text{fill:#2b211c;font:16px system-ui,sans-serif}' +
    '@media(prefers-color-scheme:dark){rect{fill:#221a17;stroke:#f0a0ad}text{fill:#f4ece4}}</style>' +
    '<rect x=".5" y=".5" width="100%" height="39" rx="8" style="width:calc(100% - 1px)"/>' +
    `<text x="${PAD_PX}" y="26" textLength="${inner}" lengthAdjust="spacingAndGlyphs">${said}</text></svg>`
  )
}
