/** The demonstration season: what is played, when, and in which room. */
export interface Show {
  id: string
  fr: { title: string; about: string }
  en: { title: string; about: string }
  /** month (10 = October of the season's first year … 6 = June of the next), day, and the theatre's clock */
  dates: { id: string; month: number; day: number; time: string }[]
  minutes: number
  price_cents: number
  rows: number[]
  numbered: boolean
  /** how many places the public has taken already */
  sold: number
}

const rows = (count: number, places: number): number[] => Array.from({ length: count }, () => places)

export const SEASON: readonly Show[] = [
  {
    id: 'la-mer-en-face',
    fr: { title: 'La Mer en face', about: 'Théâtre. Trois sœurs vendent la maison du phare.' },
    en: { title: 'Facing the Sea', about: 'Theatre. Three sisters sell the lighthouse.' },
    dates: [{ id: 'octobre', month: 10, day: 9, time: '20:30' }],
    minutes: 110,
    price_cents: 2_400,
    rows: [120],
    numbered: false,
    sold: 31,
  },
  {
    id: 'quatuor-des-marees',
    fr: { title: 'Quatuor des marées', about: 'Musique. Ravel, Debussy et une création.' },
    en: { title: 'Quartet of the Tides', about: 'Music. Ravel, Debussy and a new work.' },
    dates: [{ id: 'novembre', month: 11, day: 20, time: '20:30' }],
    minutes: 80,
    price_cents: 2_200,
    rows: [90],
    numbered: false,
    sold: 12,
  },
  {
    id: 'le-phare-de-papier',
    fr: { title: 'Le Phare de papier', about: 'En famille, dès 5 ans. Ombres et papier découpé.' },
    en: { title: 'The Paper Lighthouse', about: 'For families, from 5. Shadows and cut paper.' },
    dates: [{ id: 'decembre', month: 12, day: 12, time: '17:00' }],
    minutes: 55,
    price_cents: 1_200,
    rows: [60],
    numbered: false,
    sold: 57,
  },
  {
    id: 'un-hiver-sans-fin',
    fr: { title: 'Un hiver sans fin', about: 'Théâtre. Un village attend le dégel. Places numérotées.' },
    en: { title: 'A Winter without End', about: 'Theatre. A village waits for the thaw. Numbered seats.' },
    dates: [{ id: 'janvier', month: 1, day: 15, time: '20:30' }],
    minutes: 130,
    price_cents: 2_600,
    rows: rows(8, 12),
    numbered: true,
    sold: 18,
  },
  {
    id: 'danser-sur-les-docks',
    fr: { title: 'Danser sur les docks', about: 'Danse. Douze interprètes, une grue, la nuit.' },
    en: { title: 'Dancing on the Docks', about: 'Dance. Twelve dancers, a crane, the night.' },
    dates: [
      { id: 'fevrier-1', month: 2, day: 12, time: '20:30' },
      { id: 'fevrier-2', month: 2, day: 13, time: '18:00' },
    ],
    minutes: 70,
    price_cents: 2_400,
    rows: [110],
    numbered: false,
    sold: 20,
  },
  {
    id: 'les-voisins-du-dessus',
    fr: { title: 'Les Voisins du dessus', about: 'Comédie. Un plafond, deux familles, une fuite.' },
    en: { title: 'The Upstairs Neighbours', about: 'Comedy. One ceiling, two families, one leak.' },
    dates: [{ id: 'mars', month: 3, day: 26, time: '20:30' }],
    minutes: 95,
    price_cents: 2_200,
    rows: [120],
    numbered: false,
    sold: 9,
  },
  {
    id: 'chants-decluse',
    fr: { title: 'Chants d’écluse', about: 'Chanson. Le chœur du canal ferme la saison.' },
    en: { title: 'Songs from the Lock', about: 'Song. The canal choir closes the season.' },
    dates: [{ id: 'juin', month: 6, day: 11, time: '19:00' }],
    minutes: 75,
    price_cents: 1_800,
    rows: [150],
    numbered: false,
    sold: 4,
  },
]

/** The year in which the season begins that comes next: the first 1 October after now. */
export function firstYear(now: Date): number {
  const year = now.getUTCFullYear()
  return now.getTime() < Date.UTC(year, 9, 1) ? year : year + 1
}
