import { expect, test } from 'vitest'
import { TEXTS } from '../../adapters/open/box-office/pages/texts.ts'
import { agreeing, plural } from '../../src/platform/languages.ts'
import { commonWords } from '../../src/portal/words/common.ts'
import { operatorWords } from '../../src/portal/words/operator.ts'
import { relayWords } from '../../src/portal/words/relay.ts'

test('French has the singular for 0 and 1, English for 1 alone', () => {
  const of = (count: number) => [
    plural.fr(count, 'place', 'places'),
    plural.en(count, 'seat', 'seats'),
    agreeing.fr(count, 'rendue', 'rendues'),
    agreeing.en(count, 'is', 'are'),
  ]
  expect([0, 1, 2].map(of)).toEqual([
    ['0 place', '0 seats', 'rendue', 'are'],
    ['1 place', '1 seat', 'rendue', 'is'],
    ['2 places', '2 seats', 'rendues', 'are'],
  ])
})

/** What each of these words says of one: `path: text`. */
function ofOne(part: unknown, path: string): string[] {
  if (typeof part === 'function') return [`${path}: ${String(Reflect.apply(part, undefined, [1, 1, 1]))}`]
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([name, inner]) => ofOne(inner, `${path}.${name}`))
}

test('no page says several of one', () => {
  const said = ofOne({ commonWords, operatorWords, relayWords, TEXTS }, 'words')
  expect(said.length).toBeGreaterThan(60)
  // a verb behind a name or an amount
  const several = /\b1 (?!is |covers |opens )(?:non |more )?\p{L}+s(?!\p{L})/u
  expect(said.filter((text) => several.test(text))).toEqual([])
})

test('the words beside a figure agree with it', () => {
  const { fr, en } = operatorWords
  expect([1, 2].map(fr.given_back)).toEqual(['place rendue', 'places rendues'])
  expect([1, 2].map(en.given_back)).toEqual(['seat given back', 'seats given back'])
  expect([1, 2].map(fr.opened)).toEqual(['place ouverte par les dons', 'places ouvertes par les dons'])
  expect(Object.values(fr.bar).map((label) => label(1))).toEqual([
    'utilisée',
    'billet émis',
    'retenue',
    'disponible',
    'non utilisée',
    'prévue, pas encore ouverte',
  ])
  expect(TEXTS.fr.counts(1, 1, 1)).toBe('1 vendue, 1 mise de côté, 1 libre')
  expect(TEXTS.fr.counts(2, 0, 2)).toBe('2 vendues, 0 mise de côté, 2 libres')
})
