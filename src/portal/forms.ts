import { askerOf, type Asker, type Role } from '../people/index.ts'
import type { Request } from '../platform/http.ts'
import { Problem, PROBLEMS, type ProblemCode } from '../platform/problems.ts'
import type { FormProblem } from './parts.tsx'
import { commonWords } from './words/common.ts'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

export interface Form {
  /** the text of a field, trimmed; empty when it is not there */
  text(name: string): string
  all(name: string): string[]
  /** those values that can be ids; what else was sent is left out */
  uuids(name: string): string[]
  /** what makes it count once; the page that rendered the form made it */
  key: string
}

/** A form as it was sent. Read as text first, so that `write` sees the very same bytes. */
export async function formOf(c: Request): Promise<Form> {
  const fields = new URLSearchParams(await c.req.text())
  return {
    text: (name) => (fields.get(name) ?? '').trim(),
    all: (name) => fields.getAll(name),
    uuids: (name) => fields.getAll(name).filter((value) => UUID.test(value)),
    key: fields.get('idempotency_key') ?? '',
  }
}

/** A number of people as someone typed it; null when it is none that could be meant. Empty is `empty`. */
export function countOf(text: string, empty: number | null = null): number | null {
  if (text === '') return empty
  return /^\d{1,4}$/.test(text) ? Number(text) : null
}

/** What was refused, in words for the form that was sent. What is not a refusal is thrown on. */
export function refusalOf(c: Request, thrown: unknown): FormProblem & { status: number; code: ProblemCode } {
  if (!(thrown instanceof Problem) || thrown.code === 'unauthenticated' || thrown.code === 'not_found')
    throw thrown
  return {
    code: thrown.code,
    status: PROBLEMS[thrown.code].status,
    fields: {},
    message: inWords(c, thrown.code),
  }
}

export function inWords(c: Request, code: ProblemCode): string {
  const language = c.get('language')
  const own: Partial<Record<ProblemCode, string>> = commonWords[language].problems
  return own[code] ?? PROBLEMS[code][language]
}

/** The key for the form that is shown again: the same, so that what did get through is not done twice. */
export function keyAgain(c: Request, form: Form, code: ProblemCode | null): string {
  const spent = code === 'idempotency_key_reused' || code === 'idempotency_key_missing' || form.key === ''
  return spent ? c.get('ctx').newId() : form.key
}

export const visitor = (c: Request, role: Role): Promise<Asker> => askerOf(c, [role])
