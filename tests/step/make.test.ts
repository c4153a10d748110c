import { describe, expect, test } from 'vitest'
import { inLanguage, stepLanguageOf } from '../../src/step/configuration.ts'
import { makeStep } from '../../src/step/make.ts'
import { CONNECTED } from './shop.ts'
import { source } from './source.ts'

// What is published of a step, made of what is agreed and of what is connected.

const ORIGIN = 'https://fauteuil.test'
const made = async (changes: Parameters<typeof source>[0] = {}) => (await makeStep(source(changes), ORIGIN))!
const PRETIX = { platform: 'pretix', ...CONNECTED }
const STRIPE = { platform: 'stripe', settings: { account: 'acct_1' }, provision: null }

test('has its own page at ours, and a version of twelve figures', async () => {
  const { page, version } = await made()
  expect(page).toBe(`${ORIGIN}/don/${source().key}`)
  expect(version).toMatch(/^[0-9a-f]{12}$/)
})

test('asks once more from twenty seats on, or where nothing more is taken', async () => {
  expect((await made()).unusual_cents).toBe(20 * 800)
  expect((await made({ max_cents: 5_000 })).unusual_cents).toBe(5_000)
})

describe('by what is connected', () => {
  test('nothing can be paid or filled where nothing is', async () => {
    expect(await made()).toMatchObject({ pays: false, place: null })
  })

  test('what one of the connections can do, the step does', async () => {
    expect(await made({ connections: [STRIPE] })).toMatchObject({ pays: true, place: null })
    expect(await made({ connections: [PRETIX] })).toMatchObject({
      pays: false,
      place: { field: '#price-item-7' },
    })
    for (const connections of [
      [PRETIX, STRIPE],
      [STRIPE, PRETIX],
    ])
      expect(await made({ connections })).toMatchObject({ pays: true, place: { field: '#price-item-7' } })
  })

  test('a platform that is no more does nothing', async () => {
    const connections = [{ platform: 'minitel', settings: {}, provision: null }]
    expect(await made({ connections })).toMatchObject({ pays: false, place: null })
  })
})

test('a page is given one language, and nothing that only we need', async () => {
  const published = await made()
  const { words, ...rest } = inLanguage(published, 'it')
  expect(words).toEqual(published.words.it)
  expect(rest).toMatchObject({ language: 'it', key: published.key, opened: 0 })
  for (const ours of ['origins', 'structure_id', 'open', 'edge_generation'])
    expect(rest).not.toHaveProperty(ours)
})

test('the language is the one asked for, whatever its country, and French for any other', () => {
  const spoken = ['de', 'de-CH', 'EN', 'nl-BE', 'fr', 'pt', 'code'].map(stepLanguageOf)
  expect(spoken).toEqual(['de', 'de', 'en', 'nl', 'fr', 'fr', 'fr'])
})
