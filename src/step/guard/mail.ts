import { z } from 'zod'
import type { Context, Mail } from '../../platform/context.ts'
import type { Language } from '../../platform/languages.ts'
import { guardWords } from './words.ts'

const about = z.object({
  harm_percent: z.number(),
  shown_percent: z.number(),
  shown: z.number(),
  not_shown: z.number(),
})
const AROUND = { fr: ['Bonjour,', 'Fauteuil'], en: ['Good day,', 'Fauteuil'] } as const

export const isGuardMail = (template: string): boolean => template === 'step_switched_off'

/** Writes out the mail that tells a structure that its step went off. */
export async function writeGuardMail(
  ctx: Pick<Context, 'origin'>,
  row: { about: unknown; language: Language },
): Promise<Omit<Mail, 'to'>> {
  const { harm_percent, ...counts } = about.parse(row.about)
  const harm = new Intl.NumberFormat(row.language).format(harm_percent)
  const { subject, lines } = guardWords[row.language].mail
  const [hello, bye] = AROUND[row.language]
  const text = [hello, ...lines({ ...counts, harm, url: `${ctx.origin}/structure` }), bye].join('\n\n')
  return { subject, text: `${text}\n` }
}
