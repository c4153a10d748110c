import { expect, test } from 'vitest'
import { MAIL_TEMPLATES, renderMail, writeMail, type MailFacts } from '../../src/invitations/index.ts'
import { freshPortal, midSeason } from './scene.ts'

const facts: MailFacts = {
  title: 'Le Cid',
  venue: 'Théâtre du Port',
  starts_at: '2026-12-10T19:30:00.000Z',
  seats: 3,
  url: 'https://fauteuil.test/relay/reservations/1',
  before: '2026-12-09T19:30:00.000Z',
  expires_at: '2026-12-01T11:00:00.000Z',
}

test.each(MAIL_TEMPLATES)(
  '%s has a text in both languages that leads to the page and names no guest',
  (template) => {
    for (const [language, hello] of [
      ['fr', 'Bonjour,'],
      ['en', 'Good day,'],
    ] as const) {
      const { subject, text } = renderMail(template, facts, language)
      expect(subject).toContain('Le Cid')
      expect(subject).not.toContain('\n')
      expect(text.startsWith(hello)).toBe(true)
      expect(text).toContain(facts.url)
      expect(text).not.toMatch(/undefined|null|\$\{|Invalid/)
    }
  },
)

test('dates are those of France, whatever the season', () => {
  expect(renderMail('tickets_ready', facts, 'fr').text).toContain(
    'jeudi 10 décembre 2026 à 20:30\nThéâtre du Port',
  )
  const summer = { ...facts, starts_at: '2027-06-10T19:30:00.000Z', venue: null }
  expect(renderMail('tickets_ready', summer, 'en').text).toMatch(/Thursday,? 10 June 2027 at 21:30\n\n/)
})

test('says one of one', () => {
  const one = { ...facts, seats: 1 }
  expect(renderMail('tickets_ready', one, 'fr').text).toContain(
    'Votre billet pour «\u00a0Le Cid\u00a0» est prêt.',
  )
  expect(renderMail('seats_came_free', one, 'fr').text).toContain('Une place s’est libérée')
  expect(renderMail('seats_came_free', one, 'en').text).toContain('A seat has come free')
})

test('a moved performance says both dates', () => {
  const { text } = renderMail('performance_moved', facts, 'fr')
  expect(text).toContain('mercredi 9 décembre 2026 à 20:30')
  expect(text).toContain('jeudi 10 décembre 2026 à 20:30')
})

test('a stored mail is written with what is true now', async () => {
  const house = await freshPortal()
  const { issued } = await midSeason(house)
  const row = { template: 'tickets_ready', about: { reservation_id: issued }, language: 'fr' } as const
  const { subject, text } = await writeMail(house.ctx, row)
  expect(subject).toBe('Vos billets pour Le Cid, jeudi 10 décembre')
  expect(text).toContain('Vos 3 billets')
  expect(text).toContain(`${house.ctx.origin}/relay/reservations/${issued}`)
  await expect(writeMail(house.ctx, { ...row, template: 'nothing_of_ours' })).rejects.toThrow('no text')
})
