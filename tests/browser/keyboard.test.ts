import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { programme } from '../portal/scene.ts'
import { expectNoSideways, site } from './site.ts'

const at = site()
beforeAll(async () => {
  await at().house.credits(9)
  await programme(at().house)
})

test('a relay signs in, books, and gives a seat back by the keyboard alone, without scripts', async () => {
  const { house, url } = at()
  const page = await at().open(null, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
  await page.goto(`${url}/relay`)
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await tabTo(page, 'Clé d’accès')
  await page.keyboard.type(house.world.relay.key)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/relay')
  const sent = page.waitForRequest((request) => request.method() === 'POST')

  await tabTo(page, 'Réserver pour Le Cid')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/relay/invitations/*')
  await expectNoSideways(page)

  // nothing is chosen yet: sent like this, the form says what is missing
  expect(await page.locator('input:checked').count()).toBe(0)
  await tabTo(page, 'Réserver ces places')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/reserve')
  expect((await (await sent).allHeaders())['origin']).toBe(url)
  expect(await page.title()).toMatch(/^Erreur/)
  await tabTo(page, 'Indiquez le nombre d’invité·es')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Nombre d’invité·es')
  await page.keyboard.type('2')
  await page.keyboard.press('Tab')
  await page.keyboard.type('1')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await at().shot(page, 'keyboard-form')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/relay/reservations/*')
  expect(await page.locator('[role=status]').textContent()).toContain('Les places sont retenues')
  expect(await page.locator('main').textContent()).toContain('Emplacement pour fauteuil roulant')
  const { rows } = await house.world.pg.query(
    'select guests.n, r.access_needs from reservation r, (select count(*)::int as n from seat) guests',
  )
  expect(rows).toEqual([{ n: 3, access_needs: ['wheelchair'] }])

  const id = /reservations\/([^?#]+)/.exec(page.url())![1]!
  await house.ticketsFor(id)
  await page.reload()
  await tabTo(page, 'Télécharger Billet 1')
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toMatch(/^billet-le-cid-.*\.pdf$/)
  await tabTo(page, 'Place 1')
  await page.keyboard.press('Space')
  await tabTo(page, 'Rendre les places cochées')
  await page.keyboard.press('Enter')
  await page.waitForURL('**said=given_back*')
  expect(await page.locator('.tickets li').allTextContents()).toEqual([
    expect.stringContaining('restitution en cours'),
    expect.stringContaining('prêt'),
    expect.stringContaining('prêt'),
  ])
  await at().shot(page, 'given-back-320')
  await page.context().close()
  // the browser itself remarks on the form that came back
  expect(at().complaints()).toEqual([expect.stringMatching(/status of 400 .*\/reserve\)$/)])
})

test('every focus is visible, and the skip link comes first', async () => {
  const page = await at().open(at().house.world.relay)
  await page.goto(`${at().url}/relay`)
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Aller au contenu')
  await page.keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.id')).toBe('main')
  for (let n = 0; n < 5; n++) {
    await page.keyboard.press('Tab')
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
  }
  await page.context().close()
  expect(at().complaints()).toEqual([])
})

/** Presses Tab until what has the focus is called this. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = []
  for (let n = 0; n < 60; n++) {
    await page.keyboard.press('Tab')
    const called = await focused(page)
    if (called.startsWith(name)) return
    passed.push(called)
  }
  throw new Error(`no way by Tab to “${name}”, only to ${passed.join(' | ')}`)
}

const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    const element = document.activeElement
    const named = element.labels?.[0] ?? element
    return named.textContent.replaceAll(/\\s+/g, ' ').trim()
  })()`)
