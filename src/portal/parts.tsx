import type { Child } from 'hono/jsx'
import type { Instant } from '../platform/clock.ts'
import { formatsOf, type Language } from '../platform/languages.ts'
import { commonWords } from './words/common.ts'

/** What was done; the address ends in `#said`, so that the reading begins there. */
export function Notice({ children }: { children?: Child }) {
  return (
    <p class="notice" role="status" id="said" tabindex={-1}>
      {children}
    </p>
  )
}

/** What is wrong with a form: each with the field it concerns, or with none. */
export interface FormProblem {
  /** field → message */
  fields: Readonly<Record<string, string>>
  /** what concerns the form as a whole */
  message?: string
}

export function Summary({ language, problem }: { language: Language; problem: FormProblem }) {
  return (
    <div class="summary" role="alert" tabindex={-1}>
      <h2>{commonWords[language].summary}</h2>
      <ul>
        {problem.message !== undefined && <li>{problem.message}</li>}
        {Object.entries(problem.fields).map(([name, message]) => (
          <li>
            <a href={`#${name}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The date as a ticket shows it; read out in full. */
export function Stub({ at, language }: { at: Instant; language: Language }) {
  const formats = formatsOf(language)
  const { weekday, day, month, hour } = formats.stub(at)
  return (
    <time class="stub" datetime={at}>
      <span class="hidden">{formats.evening(at)}</span>
      <span aria-hidden="true">{weekday}</span>
      <b aria-hidden="true">{day}</b>
      <span aria-hidden="true">{month}</span>
      <i aria-hidden="true">{hour}</i>
    </time>
  )
}

/** One evening in a list: its date, what is played, and what can be done. */
export function Evening(props: {
  language: Language
  evening: { title: string; venue: string | null; starts_at: Instant }
  /** where it stands among the page's headings */
  level?: 'h2' | 'h3' | 'h4'
  action?: Child
  children?: Child
}) {
  const { language, evening, level: Title = 'h3', action, children } = props
  return (
    <li class="evening">
      <Stub at={evening.starts_at} language={language} />
      <div class="what">
        <Title class="name">{evening.title}</Title>
        {evening.venue !== null && <p class="soft small">{evening.venue}</p>}
        {children}
      </div>
      {action !== undefined && <div class="do">{action}</div>}
    </li>
  )
}

/** The evening that a page is about. */
export function EveningFacts({
  language,
  evening,
}: {
  language: Language
  evening: { venue: string | null; starts_at: Instant }
}) {
  return (
    <div class="facts">
      <Stub at={evening.starts_at} language={language} />
      <div>
        <p aria-hidden="true">{formatsOf(language).evening(evening.starts_at)}</p>
        {evening.venue !== null && <p class="soft">{evening.venue}</p>}
      </div>
    </div>
  )
}

export function Tag({ tone, children }: { tone: 'good' | 'wait' | 'alert' | 'past'; children?: Child }) {
  return <span class={`tag ${tone}`}>{children}</span>
}

/** Makes a form count once, however often it is sent. */
export function Once({ value }: { value: string }) {
  return <input type="hidden" name="idempotency_key" value={value} />
}

export interface FieldProps {
  name: string
  label: string
  hint?: string
  error?: string | undefined
}

/** A label, its hint and what is wrong, tied to the input that `children` makes of these attributes. */
export function Field({
  name,
  label,
  hint,
  error,
  input,
}: FieldProps & { input: (attributes: Record<string, string | undefined>) => Child }) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint !== undefined && (
        <span class="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      {error !== undefined && (
        <span class="error" id={`${name}-error`}>
          {error}
        </span>
      )}
      {input({
        id: name,
        name,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': error === undefined ? undefined : 'true',
      })}
    </div>
  )
}

export function NumberField(props: FieldProps & { value: string; max: number }) {
  return (
    <Field
      {...props}
      input={(attributes) => (
        <input
          {...attributes}
          type="number"
          inputmode="numeric"
          min="0"
          max={String(props.max)}
          step="1"
          value={props.value}
          autocomplete="off"
        />
      )}
    />
  )
}

export function Check(props: {
  name: string
  value: string
  id: string
  label: Child
  checked?: boolean
  describedby?: string
}) {
  const { name, value, id, label, checked, describedby } = props
  return (
    <div class="check">
      <input
        type="checkbox"
        id={id}
        name={name}
        value={value}
        checked={checked}
        aria-describedby={describedby}
      />
      <label for={id}>{label}</label>
    </div>
  )
}

/** The way back to the page above, before the heading. */
export function BackTo({ href, children }: { href: string; children?: Child }) {
  return (
    <a class="back" href={href}>
      {children}
    </a>
  )
}
