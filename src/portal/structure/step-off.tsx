import type { Asker } from '../../people/index.ts'
import type { Context } from '../../platform/context.ts'
import { formatsOf, type Language } from '../../platform/languages.ts'
import { guardWords, listSteps } from '../../step/index.ts'
import { Item } from '../operator/item.tsx'
import { operatorWords } from '../words/operator.ts'

/** What a structure has to know of its step: that it has switched itself off, and how it comes back. */
export async function stepOff(ctx: Context, asker: Asker, language: Language) {
  const [step] = (await listSteps(ctx, asker, language, { limit: 1 })).items
  if (!step?.switched_off_at) return null
  const words = operatorWords[language]
  const { switched_off_title, switched_off_text, switched_off_todo } = guardWords[language]
  return (
    <Item title={switched_off_title} since={words.since(formatsOf(language).evening(step.switched_off_at))}>
      <p>{switched_off_text}</p>
      <p>
        <strong>{words.to_do}</strong> {switched_off_todo}
      </p>
    </Item>
  )
}
