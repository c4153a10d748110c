import { z } from '@hono/zod-openapi'
import type { pageQuery } from '../platform/routes.ts'

// Fields that the API takes and shows, the same in every room.

/** Neither a control character nor half a character: the database keeps none of them. */
const writable = (text: string) => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text)
const WRITABLE = 'holds a character that cannot be kept'

/** One line of text, trimmed. @param max characters */
export const lineOf = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(writable, WRITABLE)
    .regex(/^[^\n\t]*$/, 'has to be one line')

/** A text of some lines, trimmed. @param max characters */
export const proseOf = (max: number) => z.string().trim().min(1).max(max).refine(writable, WRITABLE)

/** A text in French and English, either of which may be empty. */
export const localisedIn = z
  .object({
    fr: z.string().trim().max(4_000).refine(writable, WRITABLE).default(''),
    en: z.string().trim().max(4_000).refine(writable, WRITABLE).default(''),
  })
  .strict()
export const localised = z.object({ fr: z.string(), en: z.string() })

/** An instant as it is shown: ISO 8601 in UTC. */
export const instant = z.iso.datetime().openapi({ example: '2026-11-23T12:00:00.000Z' })
/** An instant as it is taken: with any offset, between 2000 and 2200. */
export const instantIn = z.iso
  .datetime({ offset: true })
  .regex(/^2[01]/, 'has to lie between 2000 and 2200')
  .transform((text) => new Date(text).toISOString())

/** One page of a list, as it was asked for. */
export type Page = z.infer<typeof pageQuery>

/** A yes or no in an address. */
export const yesOrNo = z.enum(['true', 'false'])
export const isYes = (word: 'true' | 'false') => word === 'true'

export const idParam = z.object({ id: z.uuid() })

/** True unless some text in it holds what the database cannot keep; for what an adapter's own schema has let in. */
export function isWritable(value: unknown): boolean {
  if (typeof value === 'string') return writable(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, inner]) => writable(name) && isWritable(inner))
}
