import type { Emulated } from '../around/house.ts'
import { askApi } from '../client.ts'
import type { Play } from '../play.ts'
import { standing } from '../steps/cards.ts'

interface OurGift {
  reference: string
  cents: string
  posted_cents: string
}

/** I3: each paid gift is credited exactly once, net of what was paid back: the public, the partner's books and ours agree. */
export async function giftViolations(play: Play): Promise<string[]> {
  const { theatres, cards } = play.territory
  const found: string[] = []
  for (const [n, { venue, connection_id, convention_id }] of theatres.entries()) {
    const bought = [...play.known.gifts].filter(([, { theatre }]) => theatre === n)
    const paid = bought.map(([order, { cents }]) => [`${order}/${order}-G`, cents] as const)
    found.push(...(await compare(play, connection_id, venue, new Map(paid))))
    const theirs = venue.gifts()
    if (n === 0 && cards) {
      const byCard = [...play.known.cards.values()].map((card) => [card.reference, standing(card)] as const)
      found.push(...(await compare(play, cards.connection_id, cards.office, new Map(byCard))))
      theirs.push(...cards.office.gifts())
    }
    const all = theirs.map(({ cents }) => cents)
    found.push(...(await reportViolations(play, convention_id, all)))
  }
  return found
}

async function compare(
  play: Play,
  connection_id: string,
  partner: Emulated,
  paid: ReadonlyMap<string, number>,
): Promise<string[]> {
  const found: string[] = []
  const ours = await play.rows<OurGift>(
    'select reference, cents, posted_cents from gift where connection_id = $1',
    [connection_id],
  )
  for (const [reference, of] of Map.groupBy(ours, (gift) => gift.reference)) {
    if (of.length > 1) found.push(`I3: ${reference} is booked ${of.length} times`)
  }
  const booked = new Map(ours.map((gift) => [gift.reference, gift]))
  const theirs = new Map(partner.gifts().map(({ reference, cents }) => [reference, cents]))
  for (const [reference, cents] of paid) {
    const told = theirs.get(reference)
    if (told !== cents)
      found.push(`I3: ${partner.name} itself has ${told} for ${reference}, and ${cents} were paid`)
  }
  for (const [reference, cents] of theirs) {
    const gift = booked.get(reference)
    // one that was paid back before we heard of it need not be known
    if (!gift && cents === 0) continue
    if (Number(gift?.cents) !== cents || Number(gift?.posted_cents) !== cents) {
      found.push(
        `I3: ${reference} stands at ${cents} with ${partner.name}, and here at ${JSON.stringify(gift ?? null)}`,
      )
    }
  }
  for (const { reference } of ours) {
    if (!theirs.has(reference)) found.push(`I3: ${reference} is booked, and ${partner.name} does not know it`)
  }
  return found
}

/** I10: the report says what the postings say and what the partners say, fees apart. */
async function reportViolations(play: Play, convention_id: string, theirs: number[]): Promise<string[]> {
  const actor = play.territory.theatres.find((one) => one.convention_id === convention_id)!.structure
  const answer = await askApi(play.scene, {
    actor,
    method: 'GET',
    path: `/v1/conventions/${convention_id}/figures`,
  })
  if (answer?.status !== 200) return [`I10: the figures were answered ${JSON.stringify(answer)}`]
  const report = answer.body
  const [posted] = await play.rows<Record<string, string>>(FIGURES, [convention_id])
  const paid = {
    gifts: theirs.filter((cents) => cents > 0).length,
    gift_cents: theirs.reduce((a, b) => a + b, 0),
  }
  const found = Object.entries({ ...posted, ...paid })
    .filter(([name, value]) => String(report[name]) !== String(value))
    .map(([name, value]) => `I10: the report says ${name} ${String(report[name])}, and it is ${value}`)
  if (report['ledger_balanced'] !== true)
    found.push(`I10: the report says: ${JSON.stringify(report['imbalances'])}`)
  return found
}

const side = (account: string, as: 'debit' | 'credit') =>
  `(select coalesce(sum(amount), 0) from posting where convention_id = $1 and ${as} = '${account}')`
const owed = (account: string) => `${side(account, 'debit')} - ${side(account, 'credit')}`
const held = (account: string) => `${side(account, 'credit')} - ${side(account, 'debit')}`

/** From the postings alone, each of them. */
const FIGURES = `select ${owed('receivable')} as gift_cents, ${held('available')} as available, ${held('used')} as used,
  ${held('unused')} as unused, ${held('surplus')} as surplus_cents, ${owed('shortfall')} as shortfall_cents`
