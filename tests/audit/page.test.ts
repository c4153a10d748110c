import axe from 'axe-core'
import { beforeAll, expect, test } from 'vitest'
import { auditNightly } from '../../src/audit/index.ts'
import { troubleWords } from '../../src/portal/words/troubles.ts'
import { expectNoSideways, site } from '../browser/site.ts'

// The operator's page with everything on it that an alarm or an audit can say.

const ALARMS = ['unbooked', 'silence', 'unknown', 'hold', 'queue', 'outbox', 'roll_up'] as const
const at = site()
beforeAll(async () => {
  const { house } = at()
  await house.credits(10)
  const { invitation_id } = await house.invite(6)
  const reservation_id = await house.issued(house.world.relay, invitation_id, 2)
  for (const kind of ALARMS) {
    const subject = ['unknown', 'hold'].includes(kind) ? reservation_id : house.world.connection_id
    const about = { subject, message: `What the ${kind} alarm says.`, todo: 'What to do.' }
    await house.world.db.call('raise_trouble', { kind, ...about, now: house.ctx.now() })
  }
  await house.world.pg.query('update fund set surplus_cents = surplus_cents + 100')
  await auditNightly(house.ctx)
})

test.each(['fr', 'en'] as const)('is sound in %s, and says each in its own words', async (language) => {
  const page = await at().open(at().house.world.operator, { viewport: { width: 320, height: 640 } })
  await page.goto(`${at().url}/operator?lang=${language}`)
  const text = await page.innerText('main')
  for (const kind of [...ALARMS, 'audit'] as const) {
    const { title, todo } = troubleWords[language][kind]
    expect(text).toContain(title)
    expect(text).toContain(todo)
  }
  expect(text).toContain('Théâtre du Port, 2026/27 ·')
  await page.evaluate(axe.source)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const found = await page.evaluate<string[]>(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(tags)} }, resultTypes: ['violations'] })
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => target).join(' ')))`,
  )
  expect(found).toEqual([])
  await expectNoSideways(page)
  await at().shot(page, `operator-alarms-${language}-320`)
  await page.context().close()
  expect(at().complaints()).toEqual([])
})
