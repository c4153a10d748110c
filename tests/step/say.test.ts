import { describe, expect, test } from 'vitest'
import {
  inLanguage,
  STEP_LANGUAGES,
  type PublishedStep,
  type StepLanguage,
} from '../../src/step/configuration.ts'
import { makeStep } from '../../src/step/make.ts'
import { opens } from '../../src/step/opens.ts'
import { sayOpens, sayShort } from '../../src/step/say.ts'
import { suggest } from '../../src/step/suggest.ts'
import { stepWords } from '../../src/step/words/index.ts'
import { source } from './source.ts'

const made = async (changes: Parameters<typeof source>[0] = {}) =>
  (await makeStep(source(changes), 'https://fauteuil.test')) as PublishedStep

describe('what an amount opens', () => {
  const standing = { price_cents: 800, left_cents: 0, opened: 40, planned: 100 }

  test.each([
    [200, 0, 'quarter'],
    [400, 0, 'half'],
    [600, 0, 'three_quarters'],
    [267, 0, 'third'],
    [533, 0, 'two_thirds'],
    [450, 0, 'some'],
    [800, 1, null],
    [1_200, 1, 'half'],
    [1_600, 2, null],
    [1_650, 2, 'some'],
  ])('%i cents at 8 €', (cents, seats, part) => {
    expect(opens(cents, standing)).toEqual({ kind: 'opens', seats, part })
  })

  test('what waits in the fund counts where it makes a seat whole', () => {
    expect(opens(300, { ...standing, left_cents: 500 })).toEqual({ kind: 'completes', seat: 41 })
    expect(opens(300, { ...standing, left_cents: 499 })).toMatchObject({ kind: 'opens', seats: 0 })
    expect(opens(900, { ...standing, left_cents: 500 })).toMatchObject({ kind: 'opens', seats: 1 })
  })

  test('past the planned seats, or while a shortfall is filled, no seat is promised', () => {
    expect(opens(800, { ...standing, opened: 99 })).toMatchObject({ kind: 'opens' })
    expect(opens(1_600, { ...standing, opened: 99 })).toEqual({ kind: 'joins' })
    expect(opens(100, { ...standing, opened: 100 })).toEqual({ kind: 'joins' })
    expect(opens(800, { ...standing, left_cents: -1 })).toEqual({ kind: 'joins' })
  })
})

test('two or three low, round amounts are suggested, made from the price of a seat', () => {
  expect(suggest(800, 100_000)).toEqual([400, 800, 1_600])
  expect(suggest(1_250, 100_000)).toEqual([700, 1_250, 2_500])
  expect(suggest(100, 100_000)).toEqual([100, 200])
  expect(suggest(800, 1_000)).toEqual([400, 800])
  expect(suggest(800, 1_600)).toEqual([400, 800, 1_600])
})

describe('in words', () => {
  test.each<[StepLanguage, string, string, string, string]>([
    [
      'fr',
      'Ouvre une place et la moitié de la suivante.',
      'Ouvre 2 places.',
      'Complète la 41e place de la saison.',
      'la moitié d’une place',
    ],
    [
      'en',
      'Opens one seat and half of the next.',
      'Opens 2 seats.',
      'Completes the season’s 41st seat.',
      'half of a seat',
    ],
    [
      'de',
      'Öffnet einen Platz und die Hälfte des nächsten.',
      'Öffnet 2 Plätze.',
      'Macht den 41. Platz der Spielzeit voll.',
      'für die Hälfte eines Platzes',
    ],
    [
      'nl',
      'Opent één plaats en de helft van de volgende.',
      'Opent 2 plaatsen.',
      'Maakt de 41e plaats van het seizoen compleet.',
      'de helft van een plaats',
    ],
    [
      'it',
      'Apre un posto e la metà del successivo.',
      'Apre 2 posti.',
      'Completa il 41º posto della stagione.',
      'la metà di un posto',
    ],
    [
      'es',
      'Abre una localidad y la mitad de la siguiente.',
      'Abre 2 localidades.',
      'Completa la 41.ª localidad de la temporada.',
      'la mitad de una localidad',
    ],
  ])('%s', async (language, half, two, completes, short) => {
    const step = inLanguage(await made(), language)
    expect(sayOpens(step, 1_200)).toBe(half)
    expect(sayOpens(step, 1_600)).toBe(two)
    expect(sayOpens({ ...step, opened: 40, left_cents: 500 }, 300)).toBe(completes)
    expect(sayShort(step, 400)).toBe(short)
  })

  test('a part without a name of its own is some of a seat', async () => {
    const step = inLanguage(await made(), 'fr')
    expect(sayOpens(step, 450)).toBe('Ouvre une partie d’une place.')
    expect(sayOpens(step, 1_250)).toBe('Ouvre une place et commence la suivante.')
  })

  test('nothing is said beside a suggestion where no seat can be promised', async () => {
    const step = inLanguage(await made(), 'fr')
    expect(sayShort({ ...step, opened: 100 }, 800)).toBe('')
    expect(sayOpens({ ...step, opened: 100 }, 800)).toBe('S’ajoute au fonds partagé de la saison.')
  })

  test('every language has the same places to fill in', () => {
    const braces = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted()
    const flat = (words: object, path = ''): [string, string][] =>
      Object.entries(words).flatMap(([name, text]) =>
        typeof text === 'string' ? [[path + name, text]] : flat(text as object, `${name}.`),
      )
    const places = (language: StepLanguage) =>
      new Map(
        flat(stepWords[language])
          .filter(([name]) => !/(one|two|few)$/.test(name))
          .map(([name, text]) => [name, braces(text)]),
      )
    for (const language of STEP_LANGUAGES)
      expect([language, places(language)]).toEqual([language, places('fr')])
  })

  test('they speak of invitations and of sharing, never of what guests lack', () => {
    const lacking =
      /précar|pauvre|démun|besoin|poor|needy|poverty|arm\b|bedürftig|armoede|povert|bisogn|pobre|necesit/i
    expect(JSON.stringify(stepWords)).not.toMatch(lacking)
  })
})

describe('who receives it, and the receipt', () => {
  const deductible = /fiscal|déduct|deduct|tax|Spendenbescheinigung|attest|ricevuta/i
  const small = async (terms: object, language: StepLanguage = 'fr') =>
    inLanguage(await made({ terms: { ...source().terms!, ...terms } }), language).words.small

  test('is exactly as the convention says', async () => {
    expect(await small({ holder: 'structure', receipt: 'none' })).toBe(
      'Votre don est reçu par Théâtre du Port.',
    )
    expect(await small({ holder: 'donee', receipt: 'association' })).toBe(
      'Votre don est reçu par Les Sorties Solidaires. Les Sorties Solidaires vous adresse un reçu fiscal.',
    )
  })

  test.each(STEP_LANGUAGES)('where there is none, not a word says that there is (%s)', async (language) => {
    const { words } = inLanguage(await made(), language)
    expect(JSON.stringify(words)).not.toMatch(deductible)
    expect(await small({ receipt: 'structure' }, language)).toMatch(deductible)
  })
})

test('the version changes with what is shown, and not with how far the season has come', async () => {
  const { version } = await made()
  expect((await made({ terms: { ...source().terms!, opened: 7, left_cents: 300 } })).version).toBe(version)
  expect((await made({ texts: { fr: { title: 'Un fauteuil de plus' } } })).version).not.toBe(version)
  expect((await made({ terms: { ...source().terms!, seat_price_cents: 900 } })).version).not.toBe(version)
})

test('without a convention that collects there is no step', async () => {
  expect(await made({ terms: null })).toBeNull()
})
