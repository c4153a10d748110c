import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshBoxOffice } from '../adapters/open/harness.ts'
import { type Box, browse, enableStep, linksOf, subscribe } from './browse.ts'

describe('the pages of the box office', () => {
  let box: Box
  beforeAll(async () => {
    box = await freshBoxOffice()
    await enableStep(box)
  })
  afterAll(async () => box.stop())

  const buy = async (amount: string) => {
    const step = await subscribe(box)
    const summary = await browse(box).send(step.path, { choice: 'give', amount })
    return browse(box).send(summary.path, { pay: 'test' })
  }
  const codeOf = (path: string): string => path.split('/').at(-1) ?? ''
  const ticketsOf = (html: string): string[] =>
    [...html.matchAll(/\/billets\/(?<code>[A-Z0-9]+)\.pdf/g)].map((match) => match.groups?.['code'] ?? '')

  it('can all be reached by links, in both languages, with no script and nothing from elsewhere', async () => {
    const seen = new Set<string>()
    const waiting = ['/', '/?lang=en']
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path) || seen.size > 60) continue
      seen.add(path)
      const page = await browse(box).open(path)
      expect(page.status).toBe(200)
      if (path.endsWith('.css') || path.endsWith('.pdf')) continue
      expect(page.html).toContain(`<html lang="${path.includes('lang=en') ? 'en' : 'fr'}"`)
      expect(page.html.match(/<h1>/g)).toHaveLength(1)
      expect(page.html).not.toMatch(/<script|style=|onclick|https?:\/\//)
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
      for (const link of linksOf(page))
        if (link.startsWith('/') && !link.includes('commandes')) waiting.push(link)
    }
    expect(seen.size).toBeGreaterThan(30)
  }, 40_000)

  it('speak French first, and English to who asks for it', async () => {
    const language = async (accept: string) =>
      /lang="(?<language>..)"/.exec((await browse(box, { 'accept-language': accept }).open('/')).html)
        ?.groups?.['language']
    expect(await language('')).toBe('fr')
    expect(await language('de,it')).toBe('fr')
    expect(await language('en-GB,fr;q=0.5')).toBe('en')
    expect(await language('en;q=0.4,fr')).toBe('fr')
    expect(await language('en;q=0')).toBe('fr')
  })

  it('ask for exactly the number of performances, none of them sold out', async () => {
    const two = await browse(box).send('/abonnement/escale', [
      ['performance', 'octobre'],
      ['performance', 'mars'],
      ['performance', 'octobre'],
      ['performance', 'nowhere'],
    ])
    expect(two.status).toBe(422)
    expect(two.html).toContain('vous en avez choisi 2')
    expect(two.html.match(/checked/g)).toHaveLength(2)
  })

  it('show the order with its gift and a ticket for each evening', async () => {
    const order = await buy('12,5')
    expect(order.html).toContain('12,50')
    const codes = ticketsOf(order.html)
    expect(codes).toHaveLength(3)
    const pdf = await browse(box).open(`/billets/${codes[0]}.pdf`)
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(pdf.html.startsWith('%PDF')).toBe(true)
    expect((await browse(box).open('/billets/AAAAAAAAAAAA.pdf')).status).toBe(404)
    expect((await browse(box).open('/commande/AAAAAAAA')).status).toBe(404)
  })

  it('change, refund and cancel at the counter, once', async () => {
    const code = codeOf((await buy('20')).path)
    const desk = `/guichet/commandes/${code}`
    const gifts = async () =>
      (await box.call<{ gifts: { cents: number }[] }>('GET', `/acs/orders/${code}`)).gifts
    await browse(box).send(`${desk}/don`, { amount: '8' })
    expect(await gifts()).toMatchObject([{ cents: 800 }])
    expect((await browse(box).send(`${desk}/don`, { amount: 'rien' })).status).toBe(400)
    await browse(box).send(`${desk}/lignes/${code}-G/annuler`)
    expect(await gifts()).toMatchObject([{ cents: 0 }])
    expect((await browse(box).send(`${desk}/lignes/${code}-G/annuler`)).status).toBe(409)
    expect(ticketsOf((await browse(box).open(`/commande/${code}`)).html)).toHaveLength(3)
    await browse(box).send(`${desk}/annuler`)
    const cancelled = await browse(box).open(`/commande/${code}`)
    expect(cancelled.html).toContain('annulée')
    expect(ticketsOf(cancelled.html)).toEqual([])
  })

  it('let a ticket in once, and say why not', async () => {
    const [code = '', winter = ''] = ticketsOf((await buy('0')).html)
    const door = async (fields: Record<string, string>) =>
      (await browse(box).send('/porte/octobre', fields)).html
    const typed = ` ${code.toLowerCase().replaceAll(/(.{4})/g, '$1-')} `
    expect(await door({ code: typed })).toContain('Bienvenue')
    expect(await door({ code })).toContain('Déjà entré')
    expect(await door({ code: winter })).toContain('pour une autre représentation')
    expect(await door({ code: 'AAAA' })).toContain('n’est pas celui d’un billet')
    const again = await door({ code })
    const unit = /name="undo" value="(?<unit>[^"]+)"/.exec(again)?.groups?.['unit'] ?? ''
    expect(await door({ undo: unit })).toContain('à nouveau valable')
    expect(await door({ code })).toContain('Bienvenue')
  })

  it('move and cancel a performance, which its door then knows', async () => {
    const [code = ''] = ticketsOf((await buy('0')).html)
    const desk = '/guichet/representations/octobre'
    const moved = await browse(box).send(`${desk}/deplacer`, { starts_at: '2031-03-30T20:30' })
    expect(moved.html).toContain('30 mars 2031 à 20:30')
    expect((await browse(box).send(`${desk}/deplacer`, { starts_at: 'demain' })).status).toBe(400)
    await browse(box).send(`${desk}/annuler`)
    expect((await browse(box).send(`${desk}/annuler`)).status).toBe(409)
    expect((await browse(box).open('/')).html).toContain('Annulé')
    expect((await browse(box).send('/porte/octobre', { code })).html).toContain('est annulée')
  })

  it('refuse politely what is too large, unknown or not allowed', async () => {
    expect((await browse(box).open('/nulle-part')).status).toBe(404)
    expect((await browse(box).open('/panier/inconnu/don')).status).toBe(404)
    expect((await browse(box).send('/abonnement/escale', { performance: 'x'.repeat(300_000) })).status).toBe(
      413,
    )
  })
})
