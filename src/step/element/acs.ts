import { readAmount } from '../amount.ts'
import { LEAST_PAID_CENTS, type StepConfiguration } from '../configuration.ts'
import { stepMarkup } from '../markup.ts'
import { money } from '../../platform/money.ts'
import { fill, sayOpens } from '../say.ts'
import { fetchStep, finishedElement, isShownTo } from './carts.ts'
import { newIntent } from './intent.ts'
import { askToPay } from './pay.ts'
import { STEP_STYLE } from './style.ts'

/** Where this file lies, all else of ours lies too: on our own host, or on the venue's, behind the edge. A version lies one deeper. */
const HERE = new URL(/\/[0-9a-f]{12}\.js/.test(import.meta.url) ? '..' : '.', import.meta.url).href
/** Attributes that say where the amount goes. */
const WAYS = ['name', 'field', 'event']

/** Where cards are typed: their fields, or the frames in which payment providers keep them. */
const CARDS = '[autocomplete*=cc-],iframe[name^=__privateStripeFrame],iframe[src*="js.stripe.com"]'

const style = new CSSStyleSheet()
style.replaceSync(STEP_STYLE)

/** What someone wishes to add; `typed` is empty when a suggestion was taken. */
interface Chosen {
  cents: number
  typed: string
}

/**
 * `<acs-donation structure="pk_…">`: the donation step. What is chosen goes to the form that it stands in (`name`: euros, and
 * `…_consent`), to a field of the page (`field`, `tick`: CSS selectors), or only to whoever listens (`event`); each time
 * `acs-change` tells it, with `detail.cents`. Without any of these it opens our payment. Until it is there, and if it never is, as
 * on a page where cards are typed, the page shows what stands in it.
 */
class AcsDonation extends HTMLElement {
  static formAssociated = true
  readonly #internals = this.attachInternals()
  #step!: StepConfiguration
  /** moved about in its page, it is still the same */
  #begun = false
  #root: ShadowRoot | null = null
  #choices: HTMLInputElement[] = []
  #other!: HTMLInputElement
  #said!: HTMLElement
  #give: HTMLButtonElement | null = null
  /** null: nothing yet, or nothing that can be used */
  #chosen: Chosen | null = null
  /** of one intention to pay: asked twice, it opens one page */
  #intent = ''
  /** cents that the browser brought back, maybe before the step was there */
  #restored = 0
  /** what was written when the form was held */
  #held = ''

  async connectedCallback(): Promise<void> {
    if (this.#begun) return
    this.#begun = true
    try {
      if (document.querySelector(CARDS)) throw new Error('cards are typed here')
      const given = this.getAttribute('configuration')
      this.#step = given ? (JSON.parse(given) as StepConfiguration) : await fetchStep(this, HERE)
      if (!this.#step.pays && !this.#has(WAYS))
        throw new Error('no name, field or event, and no payment account')
      // where the edge has put it there, it has been decided
      if (given || (await isShownTo(this, this.#step, 'begun', HERE))) return this.#show()
      this.style.display = 'none'
    } catch (cause) {
      // eslint-disable-next-line no-console -- for whoever builds the page
      console.warn(`acs-donation is not shown: ${String(cause)}`)
      this.#leave()
    }
    // nobody sees what the browser may have brought back
    this.#internals.setFormValue(null)
  }

  /** The sale comes first: the page goes on with what it had, and with what the edge has hidden instead of what it has put there. */
  #leave(): void {
    this.style.minHeight = '0'
    if (!this.nextElementSibling?.matches('link')) return
    this.nextElementSibling.remove()
    this.style.display = 'none'
  }

  /** On the way back, what was chosen is there again. */
  formStateRestoreCallback(euros: string): void {
    this.#restored = Math.round(Number(euros) * 100)
    if (this.#root) this.#restore(this.#restored)
  }
  formResetCallback(): void {
    if (this.#root) this.#type('')
  }

  #has(attributes: string[]): boolean {
    return attributes.some((one) => this.hasAttribute(one))
  }

  #show(): void {
    const streamed = this.#internals.shadowRoot
    const made = document.createElement('template')
    // first, for a page may forbid it, and an empty root would hide what stands in the element
    if (!streamed) made.innerHTML = stepMarkup(this.#step)
    const root = streamed ?? this.attachShadow({ mode: 'open' })
    root.append(made.content)
    root.adoptedStyleSheets = [style]
    this.#choices = [...root.querySelectorAll<HTMLInputElement>('[name=acs_choice]')]
    this.#other = root.querySelector('[name=acs_amount]')!
    this.#said = root.querySelector('[part=said]')!
    root.addEventListener('input', ({ target }) => {
      if (target === this.#other) this.#read()
      else this.#take(Number((target as HTMLInputElement).value))
    })
    // a form does not hear the key in a shadow root; what is asked about has to be answered first
    this.#other.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter' && (this.#chosen || !this.#other.value)) this.#goOn()
    })
    this.#root = root
    const field = this.#find('field')
    if (!this.#has(WAYS)) this.#addGive()
    else {
      const form = field ? field.form : this.#internals.form
      form?.addEventListener('submit', (event) => this.#hold(event), { capture: true })
    }
    field?.form?.addEventListener('submit', () => this.#keepConsent())
    const stand_in = this.#find('hides')
    if (stand_in) stand_in.style.display = 'none'
    // what the browser brought back, or what is in the cart already
    this.#restore(this.#restored || (readAmount(field?.value ?? '')?.cents ?? 0))
  }

  /** What is written and opens nothing yet is pointed at, once; then the sale goes on without it. */
  #hold(event: Event): void {
    const typed = this.#other.value.trim()
    if (this.#chosen || !typed || typed === this.#held) return
    this.#held = typed
    event.preventDefault()
    event.stopImmediatePropagation()
    this.#other.focus()
  }

  #goOn(): void {
    if (this.#give) this.#give.click()
    else (this.#internals.form ?? this.#find('field')?.form)?.requestSubmit()
  }

  #find(attribute: 'field' | 'tick' | 'hides'): HTMLInputElement | null {
    const selector = this.getAttribute(attribute)
    return selector ? document.querySelector(selector) : null
  }

  /** A suggestion, or no. */
  #take(cents: number): void {
    this.#other.value = ''
    this.#other.removeAttribute('aria-invalid')
    this.#choose({ cents, typed: '' })
  }

  #restore(cents: number): void {
    if (!(cents > 0)) return
    const choice = this.#choices.find(({ value }) => value === String(cents))
    if (!choice) return this.#type(this.#write(cents))
    choice.checked = true
    this.#take(cents)
  }

  /** As it is written in the step's language. */
  #write(cents: number): string {
    const minimumFractionDigits = cents % 100 ? 2 : 0
    return (cents / 100).toLocaleString(this.#step.language, { useGrouping: false, minimumFractionDigits })
  }

  #type(typed: string): void {
    this.#other.value = typed
    this.#read(true)
  }

  /** @param settled it has been chosen before, and is not asked about again */
  #read(settled = false): void {
    for (const choice of this.#choices) choice.checked = false
    const { words, language, max_cents, unusual_cents } = this.#step
    const typed = this.#other.value
    const amount = readAmount(typed)
    const too_much = amount !== null && amount.cents > max_cents
    const too_little = this.#give && amount && amount.cents > 0 && amount.cents < LEAST_PAID_CENTS
    const wrong = !amount
      ? words.not_an_amount
      : too_much
        ? fill(words.too_much, { max: money(language, max_cents) })
        : too_little
          ? fill(words.too_little, { min: money(language, LEAST_PAID_CENTS) })
          : ''
    this.#other.setAttribute('aria-invalid', String(wrong !== ''))
    if (!amount || too_little) this.#choose(null, wrong)
    else if (too_much) this.#ask(typed, wrong, { rather: amount.perhaps })
    else if (amount.cents >= unusual_cents && !settled) {
      const asked = fill(words.unusual, { amount: money(language, amount.cents) })
      this.#ask(typed, asked, { meant: amount.cents, rather: amount.perhaps })
    } else this.#choose(typed.trim() ? { cents: amount.cents, typed } : null)
  }

  /** Asks once more, gently, with the answers as buttons; until then nothing is added. */
  #ask(typed: string, said: string, answers: { meant?: number; rather?: number | undefined }): void {
    const { words, language, max_cents } = this.#step
    this.#choose(null, said)
    for (const name of ['meant', 'rather'] as const) {
      const cents = answers[name]
      if (!cents || cents > max_cents) continue
      const button = makeButton(fill(words[name], { amount: money(language, cents) }), () => {
        this.#other.value = this.#write(cents)
        this.#other.removeAttribute('aria-invalid')
        this.#choose({ cents, typed })
        this.#other.focus()
      })
      this.#said.append(' ', button)
    }
  }

  /** @param said instead of what the amount opens */
  #choose(chosen: Chosen | null, said?: string): void {
    this.#chosen = chosen
    this.#intent = newIntent()
    const cents = chosen?.cents ?? 0
    const { words, language } = this.#step
    this.#say(said)
    this.#handOver(cents ? (cents / 100).toFixed(2) : '')
    if (this.#give) {
      this.#give.hidden = !cents
      this.#give.textContent = fill(words.give, { amount: money(language, cents) })
    }
    this.dispatchEvent(
      new CustomEvent('acs-change', { bubbles: true, detail: { cents, consent: this.#consent() } }),
    )
  }

  /** @param said instead of what the amount opens */
  #say(said?: string): void {
    const { cents } = this.#chosen ?? {}
    this.#said.textContent =
      said ?? (cents ? sayOpens(this.#step, cents) : this.#chosen ? this.#step.words.nothing : '')
  }

  /** @param euros with a decimal point; empty where nothing is given */
  #handOver(euros: string): void {
    const name = this.getAttribute('name')
    const entries = new FormData()
    if (name && euros) {
      entries.set(name, euros)
      entries.set(`${name}_consent`, this.#consent())
    }
    this.#internals.setFormValue(entries, euros)
    const field = this.#find('field')
    const tick = this.#find('tick')
    if (field) {
      field.value = euros || '0.00'
      field.dispatchEvent(new Event('change', { bubbles: true }))
    }
    if (tick && tick.checked !== (euros !== '')) tick.click()
  }

  /** What was shown, by its version, and what was chosen. */
  #consent(more: { page?: string } = {}): string {
    const { version, language } = this.#step
    return JSON.stringify({ version, language, intent: this.#intent, ...this.#chosen, ...more })
  }

  /** Goes beside the page's own request, and never holds it up. */
  #keepConsent(): void {
    if (!this.#chosen?.cents) return
    navigator.sendBeacon(this.#address('consents'), this.#consent())
    // sent again, from a page that was kept, it is of another cart
    this.#intent = newIntent()
  }

  #address(what: 'consents' | 'payments'): string {
    return `${HERE}step/${this.#step.key}/${what}`
  }

  #addGive(): void {
    this.#give = makeButton('', () => void this.#pay())
    this.#give.hidden = true
    this.#give.part.add('give')
    this.#said.after(this.#give)
    // who comes back from the payment may find the page as it was left
    addEventListener('pageshow', ({ persisted }) => persisted && this.#say())
  }

  async #pay(): Promise<void> {
    const { words } = this.#step
    const give = this.#give!
    give.disabled = true
    this.#say(words.opening)
    const asked = await askToPay(this.#address('payments'), this.#consent({ page: location.href }))
    if (typeof asked === 'object') location.assign(asked.url)
    else this.#say(words[asked])
    if (asked === 'refused') this.#intent = newIntent()
    give.disabled = false
  }
}

function makeButton(text: string, act: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = text
  button.addEventListener('click', act)
  return button
}

// what it fills may come later than this script
if (document.readyState === 'loading')
  await new Promise((parsed) => document.addEventListener('DOMContentLoaded', parsed))
if (!customElements.get('acs-donation')) customElements.define('acs-donation', AcsDonation)
if (!customElements.get('acs-finished')) customElements.define('acs-finished', finishedElement(HERE))
