import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { inLanguage, type PublishedStep } from '../../src/step/configuration.ts'
import { counterPicture } from '../../src/step/counter.ts'
import { makeStep } from '../../src/step/make.ts'
import { stepMarkup } from '../../src/step/markup.ts'
import { pageParts } from '../../src/step/page-parts.ts'
import { source } from './source.ts'

// What pages are given as text.

const ORIGIN = 'https://fauteuil.test'
const KEY = source().key
let step: PublishedStep
let html: string
beforeAll(async () => {
  const texts = { fr: { lead: 'Du <b>cœur</b> & du "souffle".' } }
  step = (await makeStep(source({ texts }), ORIGIN))!
  html = stepMarkup(inLanguage(step, 'fr'))
})

describe('the step', () => {
  test('offers each suggestion with what it opens, then no, with nothing beside it', () => {
    const choices = [...html.matchAll(/value="(\d+)"><b>([^<]*)<\/b>( <span>[^<]*<\/span>)?<\/label>/g)]
    expect(choices.map(([, cents, text, what]) => [cents, text, what])).toEqual([
      ['400', '4\u00a0€', ' <span>la moitié d’une place</span>'],
      ['800', '8\u00a0€', ' <span>une place</span>'],
      ['1600', '16\u00a0€', ' <span>2 places</span>'],
      ['0', 'Non merci', undefined],
    ])
  })

  test('says what the structure says, and only as text', () => {
    expect(html).toContain('<p part="lead">Du &#60;b&#62;cœur&#60;/b&#62; &#38; du &#34;souffle&#34;.</p>')
  })
})

test('the counter is as wide as what it says', () => {
  const widthOf = (structure: string) =>
    Number(/ width="(\d+)"/.exec(counterPicture({ ...step, structure }, 'fr'))?.[1])
  // 8.2 px a sign, and 14 on each side
  expect(widthOf('Port')).toBe(Math.ceil('Port : 0 place ouverte par des dons'.length * 8.2) + 28)
  expect(widthOf('Port'.repeat(10))).toBeGreaterThan(widthOf('Port') + 200)
})

describe('a page of the venue’s', () => {
  test('imports the script, and has a plain link where there are no scripts', async () => {
    const { page, snippet, style } = await pageParts(ORIGIN, KEY)
    expect(page).toBe(`${ORIGIN}/don/${KEY}`)
    expect(snippet).toBe(
      `<script type="module">import("${ORIGIN}/acs.js")</script>\n` +
        `<acs-donation structure="${KEY}"><a href="${page}">Partager un fauteuil</a></acs-donation>`,
    )
    expect(style).toContain('acs-donation{')
  })

  test('allows in its policy what the snippet runs, and nothing else', async () => {
    const { snippet, csp } = await pageParts(ORIGIN, KEY)
    const script = />(import.*)<\/script>/.exec(snippet)![1]!
    const hash = createHash('sha256').update(script).digest('base64')
    expect(csp).toEqual({ script_src: [ORIGIN, `'sha256-${hash}'`], connect_src: [ORIGIN] })
  })
})
