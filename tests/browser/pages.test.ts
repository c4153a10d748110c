import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { brokenPromise, midSeason, troubled } from '../portal/scene.ts'
import { expectNoSideways, site } from './site.ts'

const at = site()
const ids = { issued: '', lost: '', turn: '', free: '', full: '' }
beforeAll(async () => {
  const { issued, turn, shows } = await midSeason(at().house)
  Object.assign(ids, { issued, turn, free: shows.cid.invitation_id, full: shows.conte.invitation_id })
  await troubled(at().house)
  ids.lost = await brokenPromise(at().house)
})

const PAGES = [
  { name: 'public', who: null, path: '/' },
  { name: 'sign-in', who: null, path: '/sign-in' },
  { name: 'relay', who: 'relay', path: '/relay' },
  { name: 'relay-offer', who: 'relay', path: '/relay/invitations/:free' },
  { name: 'relay-waiting', who: 'relay', path: '/relay/invitations/:full' },
  { name: 'relay-reservation', who: 'relay', path: '/relay/reservations/:issued' },
  { name: 'relay-lost', who: 'relay', path: '/relay/reservations/:lost' },
  { name: 'relay-turn', who: 'relay', path: '/relay/reservations/:turn' },
  { name: 'relay-past', who: 'relay', path: '/relay/past' },
  { name: 'operator', who: 'operator', path: '/operator' },
  { name: 'outbox', who: 'operator', path: '/operator/outbox' },
  { name: 'structure', who: 'structure', path: '/structure' },
] as const
const NARROW = { width: 320, height: 640 }
const WIDE = { width: 1180, height: 800 }

describe.each(PAGES)('$name', ({ name, who, path }) => {
  const open = async (language: string) => {
    const page = await at().open(who === null ? null : at().house.world[who], { viewport: NARROW })
    const filled = path.replace(/:(\w+)/, (_, id: string) => ids[id as keyof typeof ids])
    const answer = await page.goto(`${at().url}${filled}?lang=${language}`)
    expect(answer?.status()).toBe(200)
    expect(await page.locator('html').getAttribute('lang')).toBe(language)
    return page
  }

  test.each(['fr', 'en'])(
    'is sound in %s at 320 pixels, and asks nothing of anyone else',
    async (language) => {
      const page = await open(language)
      expect(await violations(page, 'everything')).toEqual([])
      await expectNoSideways(page)
      await at().shot(page, `${name}-${language}-320-light`)
      await page.context().close()
      expect(at().complaints()).toEqual([])
    },
  )

  test('is legible by night, narrow and wide', async () => {
    const page = await open('fr')
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await violations(page, 'contrast')).toEqual([])
    await page.setViewportSize(WIDE)
    expect(await violations(page, 'contrast')).toEqual([])
    await expectNoSideways(page)
    await at().shot(page, `${name}-fr-1180-dark`)
    await page.context().close()
    expect(at().complaints()).toEqual([])
  })
})

test('axe would find what is wrong', async () => {
  const page = await at().open(null)
  await page.goto(`${at().url}/sign-in`)
  await page.evaluate(
    `document.querySelector('label').remove(); document.querySelector('h1').style.color = '#ddd'`,
  )
  const found = await violations(page, 'everything')
  expect(found.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(['color-contrast', 'label']))
  await page.context().close()
  at().complaints()
})

/** What axe finds, with the place and the reason. By night only colours differ. */
async function violations(page: Page, what: 'everything' | 'contrast'): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source)
  const only =
    what === 'contrast'
      ? { type: 'rule', values: ['color-contrast'] }
      : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
  return page.evaluate<
    string[]
  >(`axe.run(document, ${JSON.stringify({ runOnly: only, resultTypes: ['violations'] })})
    .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`)
}
