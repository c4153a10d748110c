import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../setup/world.ts'
import { midSeason, troubled } from '../portal/scene.ts'
import { expectNoSideways, site } from './site.ts'

const at = site()
let issued = ''
let turn = ''
let free = ''
let full = ''
beforeAll(async () => {
  const { house } = at()
  const scene = await midSeason(house)
  issued = scene.issued
  turn = scene.turn
  free = scene.shows.cid.invitation_id
  full = scene.shows.conte.invitation_id
  await troubled(house)
})

type Who = 'relay' | 'operator' | 'structure' | null
const PAGES: { name: string; who: Who; path: () => string }[] = [
  { name: 'public', who: null, path: () => '/' },
  { name: 'sign-in', who: null, path: () => '/sign-in' },
  { name: 'relay', who: 'relay', path: () => '/relay' },
  { name: 'relay-offer', who: 'relay', path: () => `/relay/invitations/${free}` },
  { name: 'relay-waiting', who: 'relay', path: () => `/relay/invitations/${full}` },
  { name: 'relay-reservation', who: 'relay', path: () => `/relay/reservations/${issued}` },
  { name: 'relay-turn', who: 'relay', path: () => `/relay/reservations/${turn}` },
  { name: 'relay-past', who: 'relay', path: () => '/relay/past' },
  { name: 'operator', who: 'operator', path: () => '/operator' },
  { name: 'outbox', who: 'operator', path: () => '/operator/outbox' },
  { name: 'structure', who: 'structure', path: () => '/structure' },
  { name: 'not-found', who: 'relay', path: () => '/relay/reservations/00000000-0000-4000-8000-000000000000' },
]
const actor = (who: Who): Actor | null => (who === null ? null : at().house.world[who])

const VIEWS = [
  { name: '320-light', width: 320, colorScheme: 'light' },
  { name: '320-dark', width: 320, colorScheme: 'dark' },
  { name: '1180-light', width: 1180, colorScheme: 'light' },
  { name: '1180-dark', width: 1180, colorScheme: 'dark' },
] as const

describe.each(PAGES)('$name', ({ name, who, path }) => {
  test.each(['fr', 'en'])('is sound in %s, narrow and wide, by day and by night', async (language) => {
    const page = await at().open(actor(who))
    for (const { name: view, width, colorScheme } of VIEWS) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      await page.goto(`${at().url}${path()}?lang=${language}`)
      expect(await page.locator('html').getAttribute('lang')).toBe(language)
      expect(await violations(page)).toEqual([])
      await expectNoSideways(page)
      await at().shot(page, `${name}-${language}-${view}`)
    }
    await page.context().close()
    const expected = name === 'not-found' ? VIEWS.length : 0
    expect(
      at()
        .complaints()
        .filter((line) => !line.includes('404')),
    ).toEqual([])
    expect(expected).toBeGreaterThanOrEqual(0)
  })
})

/** What axe finds, with the place and the reason. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate<string[]>(`axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`)
}
