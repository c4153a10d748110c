import type { Suspended } from '../../gifts/index.ts'
import { formatsOf, type Language } from '../../platform/languages.ts'
import { operatorWords } from '../words/operator.ts'
import { Item } from './item.tsx'

/** Gifts that no convention collects yet: how many and how much of each structure, why, and what to do. */
export function Suspense({ language, suspense }: { language: Language; suspense: Suspended[] }) {
  const words = operatorWords[language]
  const { evening, money, month } = formatsOf(language)
  return (
    <>
      {suspense.map(({ structure, season, in_force_at, gifts, cents, first, last }) => {
        const [text, todo] =
          season === null
            ? words.suspense_no_convention
            : in_force_at === null
              ? words.suspense_no_version(season)
              : words.suspense_coming(season, evening(in_force_at))
        return (
          <Item title={words.suspense} since={words.suspense_given(month(first), month(last))}>
            <p class="seats">
              {structure} · {words.gifts(gifts)} · {money(cents)}
            </p>
            <p>{text}</p>
            {todo !== null && (
              <p>
                <strong>{words.to_do}</strong> {todo}
              </p>
            )}
          </Item>
        )
      })}
    </>
  )
}
