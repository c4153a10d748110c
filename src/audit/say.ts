import { dictionary, formatsOf, plural, type Language } from '../platform/languages.ts'
import type { Audit } from './audit.ts'
import { measureOf, type Difference } from './difference.ts'
import { sayPlace } from './places.ts'
import { differenceWords } from './words.ts'

/** One difference in a person's words. */
export interface Said {
  what: string
  /** whose books, and the row or total */
  where: string
  /** what is kept here, and what is said elsewhere: both sides, formatted */
  sides: string
  todo: string
}

const words = dictionary({
  fr: {
    kept: 'gardé',
    recomputed: 'recalculé',
    here: 'ici',
    there: 'chez le partenaire',
    nothing: 'rien',
    all: 'toutes les conventions',
    books: (c: Audit['checked']) =>
      `Les livres : ${plural.fr(c.conventions, 'convention', 'conventions')}, ${plural.fr(c.postings, 'écriture', 'écritures')}, ${plural.fr(c.gifts, 'don', 'dons')}, ${plural.fr(c.figures, 'chiffre du bilan', 'chiffres du bilan')}.`,
    partners: (partners: number, gifts: number, bookings: number) =>
      `Les partenaires : ${plural.fr(partners, 'comparé', 'comparés')}, ${plural.fr(gifts, 'don', 'dons')}, ${plural.fr(bookings, 'commande d’invitations', 'commandes d’invitations')}.`,
    well: 'Rien ne diffère.',
    well_so_far: 'De ce qui a pu être comparé, rien ne diffère.',
    differ: (count: number) => `${plural.fr(count, 'différence', 'différences')}.`,
    to_do: 'À faire :',
    to_do_all: (first: number, last: number) => `À faire, de ${first} à ${last} :`,
    more: (count: number) => `… et ${plural.fr(count, 'autre', 'autres')}.`,
    undone: (structure: string, reason: string) =>
      `Pas comparé : ${structure} (${reason}). Voyez si sa billetterie répond, puis recommencez.`,
  },
  en: {
    kept: 'kept',
    recomputed: 'recomputed',
    here: 'here',
    there: 'at the partner',
    nothing: 'nothing',
    all: 'all conventions',
    books: (c: Audit['checked']) =>
      `The books: ${plural.en(c.conventions, 'convention', 'conventions')}, ${plural.en(c.postings, 'posting', 'postings')}, ${plural.en(c.gifts, 'gift', 'gifts')}, ${plural.en(c.figures, 'figure of the report', 'figures of the report')}.`,
    partners: (partners: number, gifts: number, bookings: number) =>
      `The partners: ${partners} compared, ${plural.en(gifts, 'gift', 'gifts')}, ${plural.en(bookings, 'order of invitations', 'orders of invitations')}.`,
    well: 'Nothing differs.',
    well_so_far: 'Of what could be compared, nothing differs.',
    differ: (count: number) => `${plural.en(count, 'difference', 'differences')}.`,
    to_do: 'To do:',
    to_do_all: (first: number, last: number) => `To do, ${first} to ${last}:`,
    more: (count: number) => `… and ${count} more.`,
    undone: (structure: string, reason: string) =>
      `Not compared: ${structure} (${reason}). See that its ticketing answers, then ask again.`,
  },
})

export function sayDifference(difference: Difference, language: Language): Said {
  const said = words[language]
  const [what, todo] = differenceWords[language][difference.kind]
  const { structure, season, connection_id } = difference
  const side = (value: string | null) => amount(difference, value, language) ?? said.nothing
  const [ours, theirs] = connection_id === null ? [said.kept, said.recomputed] : [said.here, said.there]
  return {
    what,
    where: `${[structure ?? said.all, season].filter(Boolean).join(', ')} · ${sayPlace(difference, language)}`,
    sides: `${ours} : ${side(difference.ours)} · ${theirs} : ${side(difference.theirs)}`.replaceAll(
      ' : ',
      language === 'fr' ? '\u00a0: ' : ': ',
    ),
    todo,
  }
}

/** Differences in a person's words; those with the same thing to do together, so that it is said once. */
export function sayDifferences(
  differences: readonly Difference[],
  language: Language,
): { todo: string; told: Said[] }[] {
  const said = differences.map((difference) => sayDifference(difference, language))
  return [...Map.groupBy(said, ({ todo }) => todo)].map(([todo, told]) => ({ todo, told }))
}

function amount(difference: Difference, value: string | null, language: Language): string | null {
  if (value === null) return null
  const measure = measureOf(difference)
  if (measure === 'cents') return formatsOf(language).money(Number(value))
  if (measure !== 'seats') return value
  return language === 'fr'
    ? plural.fr(Number(value), 'place', 'places')
    : plural.en(Number(value), 'seat', 'seats')
}

/** The whole report, a line each. */
export function sayAudit({ checked, differences, more, undone }: Audit, language: Language): string[] {
  const said = words[language]
  const lines = [said.books(checked)]
  const { partners, their_gifts = 0, their_bookings = 0 } = checked
  if (partners !== undefined) lines.push(said.partners(partners, their_gifts, their_bookings))
  const count = differences.length + more
  const well = undone.length === 0 ? said.well : said.well_so_far
  lines.push(count === 0 ? well : said.differ(count))
  let n = 0
  for (const { todo, told } of sayDifferences(differences, language)) {
    const first = n + 1
    for (const { what, where, sides } of told)
      lines.push('', `${(n += 1)}. ${what}`, `   ${where}`, `   ${sides}`)
    if (n === first) lines.push(`   ${said.to_do} ${todo}`)
    else lines.push('', `${said.to_do_all(first, n)} ${todo}`)
  }
  if (more > 0) lines.push('', said.more(more))
  if (undone.length > 0) lines.push('')
  for (const { structure, reason } of undone) lines.push(said.undone(structure, reason))
  return lines
}
