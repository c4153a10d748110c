import type { Instant } from '../platform/clock.ts'
import { dictionary, formatsOf, type Language } from '../platform/languages.ts'

/** What a mail may tell a relay; `about` of the stored row names the reservation. */
export const MAIL_TEMPLATES = [
  'tickets_ready',
  'performance_cancelled',
  'performance_moved',
  'seats_came_free',
  'booking_refused',
  'seats_lost',
  'seats_back',
] as const
export type MailTemplate = (typeof MAIL_TEMPLATES)[number]
export const isMailTemplate = (word: string): word is MailTemplate =>
  (MAIL_TEMPLATES as readonly string[]).includes(word)

/** What goes into a mail. No guest, no ticket: it leads to the relay's own page. */
export interface MailFacts {
  title: string
  venue: string | null
  starts_at: Instant
  /** seats of the reservation */
  seats: number
  /** the reservation's page */
  url: string
  /** of `performance_moved`: when it was to be */
  before: Instant | null
  /** of `seats_came_free`: until when they are kept */
  expires_at: Instant | null
}
export interface RenderedMail {
  subject: string
  text: string
}

/** The facts, with dates as they are written. */
type Told = Omit<MailFacts, 'starts_at' | 'before' | 'expires_at'> &
  Record<'evening' | 'day' | 'before' | 'until', string>
type Texts = Record<MailTemplate, { subject: (told: Told) => string; lines: (told: Told) => string[] }> & {
  hello: string
  bye: string
}

const texts = dictionary<Texts>({
  fr: {
    hello: 'Bonjour,',
    bye: 'Belle soirée,\nFauteuil',
    tickets_ready: {
      subject: ({ title, day }) => `Vos billets pour ${title}, ${day}`,
      lines: ({ title, seats, evening, url }) => [
        seats === 1
          ? `Votre billet pour « ${title} » est prêt.`
          : `Vos ${seats} billets pour « ${title} » sont prêts.`,
        evening,
        `À télécharger ici :\n${url}`,
        'Si quelqu’un ne peut pas venir, rendez sa place sur la même page avant la séance : elle servira à d’autres.',
      ],
    },
    performance_cancelled: {
      subject: ({ title, day }) => `Séance annulée par le lieu : ${title}, ${day}`,
      lines: ({ title, evening, url }) => [
        `Le lieu a annulé « ${title} ».`,
        evening,
        'Prévenez vos invité·es, s’il vous plaît : les billets ne sont plus valables. Vos places ne sont pas perdues, elles serviront à une autre séance.',
        `Votre réservation :\n${url}`,
      ],
    },
    performance_moved: {
      subject: ({ title, day }) => `Nouvelle date pour ${title} : ${day}`,
      lines: ({ title, before, evening, url }) => [
        `Le lieu a déplacé « ${title} ».`,
        `Prévu : ${before}\nNouvelle date : ${evening}`,
        'Vos places restent réservées. Si la nouvelle date ne convient pas, rendez-les à temps sur votre page : elles serviront à d’autres.',
        url,
      ],
    },
    seats_came_free: {
      subject: ({ title, day }) => `Des places se sont libérées pour ${title}, ${day}`,
      lines: ({ title, seats, evening, until, url }) => [
        seats === 1
          ? `Une place s’est libérée pour « ${title} », que vous attendiez.`
          : `${seats} places se sont libérées pour « ${title} », que vous attendiez.`,
        evening,
        `À vous jusqu’au ${until}. Dites oui ou non ici :\n${url}`,
      ],
    },
    booking_refused: {
      subject: ({ title, day }) => `Réservation non aboutie : ${title}, ${day}`,
      lines: ({ title, evening, url }) => [
        `Le lieu n’a pas pu réserver les places demandées pour « ${title} ».`,
        evening,
        'Rien n’est perdu : ces places restent à partager. Choisissez une autre séance sur votre page.',
        `Votre demande :\n${url}`,
      ],
    },
    seats_lost: {
      subject: ({ title, day }) => `Places annulées par le lieu : ${title}, ${day}`,
      lines: ({ title, evening, url }) => [
        `Le lieu a annulé des places de votre réservation pour « ${title} ».`,
        evening,
        'L’association l’appelle. D’ici là, ne comptez pas sur les billets concernés ; vous pouvez aussi rendre ces places et en choisir d’autres.',
        `Ce qu’il en est :\n${url}`,
      ],
    },
    seats_back: {
      subject: ({ title, day }) => `Places rétablies : ${title}, ${day}`,
      lines: ({ title, evening, url }) => [
        `Le lieu a rétabli des places de votre réservation pour « ${title} ».`,
        evening,
        'Vous pouvez de nouveau compter sur elles. Leurs billets sont sur votre page, ou y arrivent.',
        `Votre réservation :\n${url}`,
      ],
    },
  },
  en: {
    hello: 'Good day,',
    bye: 'Have a good evening,\nFauteuil',
    tickets_ready: {
      subject: ({ title, day }) => `Your tickets for ${title}, ${day}`,
      lines: ({ title, seats, evening, url }) => [
        seats === 1
          ? `Your ticket for “${title}” is ready.`
          : `Your ${seats} tickets for “${title}” are ready.`,
        evening,
        `To download here:\n${url}`,
        'If someone cannot come, give the seat back on the same page before the performance: others will enjoy it.',
      ],
    },
    performance_cancelled: {
      subject: ({ title, day }) => `Cancelled by the venue: ${title}, ${day}`,
      lines: ({ title, evening, url }) => [
        `The venue has cancelled “${title}”.`,
        evening,
        'Please tell your guests: the tickets are no longer valid. Your seats are not lost, they will serve for another performance.',
        `Your reservation:\n${url}`,
      ],
    },
    performance_moved: {
      subject: ({ title, day }) => `New date for ${title}: ${day}`,
      lines: ({ title, before, evening, url }) => [
        `The venue has moved “${title}”.`,
        `Planned: ${before}\nNew date: ${evening}`,
        'Your seats stay booked. If the new date does not suit, give them back in time on your page: others will enjoy them.',
        url,
      ],
    },
    seats_came_free: {
      subject: ({ title, day }) => `Seats have come free for ${title}, ${day}`,
      lines: ({ title, seats, evening, until, url }) => [
        seats === 1
          ? `A seat has come free for “${title}”, which you were waiting for.`
          : `${seats} seats have come free for “${title}”, which you were waiting for.`,
        evening,
        `Kept for you until ${until}. Say yes or no here:\n${url}`,
      ],
    },
    booking_refused: {
      subject: ({ title, day }) => `Booking not possible: ${title}, ${day}`,
      lines: ({ title, evening, url }) => [
        `The venue could not book the seats you asked for “${title}”.`,
        evening,
        'Nothing is lost: these seats can still be shared. Choose another performance on your page.',
        `Your request:\n${url}`,
      ],
    },
    seats_lost: {
      subject: ({ title, day }) => `Seats cancelled by the venue: ${title}, ${day}`,
      lines: ({ title, evening, url }) => [
        `The venue has cancelled seats of your reservation for “${title}”.`,
        evening,
        'The association is calling the venue. Until then, do not count on these tickets; you can also give these seats back and choose others.',
        `How things stand:\n${url}`,
      ],
    },
    seats_back: {
      subject: ({ title, day }) => `Seats valid again: ${title}, ${day}`,
      lines: ({ title, evening, url }) => [
        `The venue has made seats of your reservation for “${title}” valid again.`,
        evening,
        'You can count on them again. Their tickets are on your page, or on their way there.',
        `Your reservation:\n${url}`,
      ],
    },
  },
})

/** One mail in the language of who reads it. Pure. */
export function renderMail(template: MailTemplate, facts: MailFacts, language: Language): RenderedMail {
  const formats = formatsOf(language)
  const { subject, lines } = texts[language][template]
  const at = (instant: Instant | null) => (instant === null ? '' : formats.evening(instant))
  const told: Told = {
    title: facts.title,
    venue: facts.venue,
    url: facts.url,
    seats: facts.seats,
    day: formats.day(facts.starts_at),
    evening: [at(facts.starts_at), facts.venue].filter(Boolean).join('\n'),
    before: at(facts.before),
    until: at(facts.expires_at),
  }
  const { hello, bye } = texts[language]
  return { subject: subject(told), text: `${[hello, ...lines(told), bye].join('\n\n')}\n` }
}
