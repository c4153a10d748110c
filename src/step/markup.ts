import type { StepConfiguration } from './configuration.ts'
import { money } from '../platform/money.ts'
import { sayShort } from './say.ts'

/** Text as it may stand in an element or in a quoted attribute. */
export const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/**
 * The step as HTML: the same in a shadow root, streamed by the edge, and in a form of the hosted page, where it needs no script.
 * Nothing is selected, and no has the size and the place of a suggestion.
 */
export function stepMarkup(step: StepConfiguration): string {
  const { words } = step
  const choice = (cents: number, text: string, what: string): string =>
    `<label part="choice"><input type="radio" name="acs_choice" value="${cents}"><b>${escape(text)}</b>` +
    `${what && ` <span>${escape(what)}</span>`}</label>`
  const choices = step.suggestions.map((cents) =>
    choice(cents, money(step.language, cents), sayShort(step, cents)),
  )
  return (
    `<section part="step" aria-labelledby="acs-title"><h2 id="acs-title" part="title">${escape(words.title)}</h2>` +
    `<p part="lead">${escape(words.lead)}</p>` +
    `<fieldset part="choices"><legend>${escape(words.legend)}</legend>${choices.join('')}${choice(0, words.no, '')}</fieldset>` +
    `<label part="other">${escape(words.other)} <input name="acs_amount" inputmode="decimal" autocomplete="off" maxlength="20" aria-describedby="acs-said"></label>` +
    `<p part="said" id="acs-said" role="status"></p><p part="small">${escape(words.small)}</p></section>`
  )
}
