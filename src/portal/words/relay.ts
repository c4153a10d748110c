import type { ReservationState, SeatState } from '../../invitations/index.ts'
import { agreeing, dictionary, plural } from '../../platform/languages.ts'

/** What a relay reads. Seats and people in numbers; never what anyone lacks. */
export const relayWords = dictionary({
  fr: {
    title: 'Vos invitations',
    lead: 'Des abonné·es ont ouvert des places à côté des leurs. Choisissez une séance et dites combien vous viendrez : aucun nom n’est demandé, et le billet est celui de tout le monde.',
    see_offers: 'Voir les séances proposées',
    turns: 'Des places se sont libérées pour vous',
    turn_until: (at: string) => `Elles vous attendent jusqu’au ${at}.`,
    yes: 'Oui, réserver',
    no: 'Non, merci',
    yours: 'Vos réservations',
    none_yet: 'Aucune réservation à venir pour l’instant.',
    past: 'Vos réservations passées ou rendues',
    no_past: 'Aucune réservation passée ou rendue pour l’instant.',
    open: 'Voir la réservation',
    open_tickets: 'Voir les billets',
    waiting: 'Vous attendez des places',
    leave_list: 'Ne plus attendre',
    waiting_for: (count: number) =>
      `${plural.fr(count, 'place souhaitée', 'places souhaitées')}. Nous vous écrivons dès qu’il s’en libère.`,
    offers: 'Séances proposées',
    no_offers:
      'Aucune séance n’est proposée pour l’instant. Les prochaines apparaîtront ici dès que les structures et l’association les auront choisies.',
    left: (count: number) => plural.fr(count, 'place à réserver', 'places à réserver'),
    full: 'Plus de place pour l’instant',
    book: 'Réserver',
    wait: 'Liste d’attente',
    for_evening: (title: string, at: string) => `pour ${title}, ${at}`,
    how_many: 'Combien serez-vous ?',
    guests: 'Nombre d’invité·es',
    guests_hint: (left: string) => `${left} pour cette séance.`,
    companions: 'Nombre d’accompagnateur·rices',
    companions_hint: {
      credit:
        'Vous-même ou un·e collègue, si vous venez avec le groupe. Leurs places comptent parmi celles à réserver.',
      offered:
        'Vous-même ou un·e collègue, si vous venez avec le groupe. Leurs places sont offertes par la structure.',
    },
    access: 'Ce que les places doivent permettre',
    access_hint: 'Pour que le lieu prépare l’accueil. Il ne saura ni pour qui, ni pourquoi.',
    book_seats: 'Réserver ces places',
    nameless: 'Aucun nom n’est demandé, ni ici ni à l’entrée.',
    wait_title: 'Liste d’attente',
    wait_text:
      'Quand des places se libèrent, elles sont proposées dans l’ordre des demandes. Vous aurez un jour pour répondre.',
    wait_seats: 'Nombre de places souhaitées',
    wait_button: 'Nous prévenir',
    already_waiting: 'Vous êtes sur la liste d’attente de cette séance.',
    tickets: 'Billets',
    ticket: (n: number) => `Billet ${n}`,
    place: (n: number) => `Place ${n}`,
    kind: { guest: 'invité·e', companion: 'accompagnateur·rice' },
    download: 'Télécharger',
    give_back: 'Rendre des places',
    give_back_text:
      'Quelqu’un ne peut pas venir ? Rendez sa place avant la séance : elle servira à d’autres.',
    every_seat: 'Toutes les places',
    give_back_button: 'Rendre les places cochées',
    reload: 'Voir où cela en est',
    needs: 'Le lieu prépare :',
    errors: {
      guests: 'Indiquez le nombre d’invité·es, en chiffres : 1 ou plus.',
      too_many: (left: number) =>
        `Il reste ${plural.fr(left, 'place', 'places')} pour cette séance. Demandez-en moins.`,
      all_taken: 'Les dernières places viennent d’être prises.',
      may_wait: 'Vous pouvez vous inscrire sur la liste d’attente, plus bas.',
      companions: 'Indiquez le nombre d’accompagnateur·rices en chiffres, ou laissez vide s’il n’y en a pas.',
      seats: 'Indiquez le nombre de places souhaitées, de 1 à 50.',
      none_checked: 'Cochez au moins une place à rendre.',
    },
    state: {
      asked: 'Votre réponse est attendue',
      held: 'Réservation en cours auprès du lieu',
      booked: 'Réservé, billets en préparation',
      issued: 'Billets prêts',
      released: 'Réservation non aboutie',
      returned: 'Places rendues',
    } satisfies Record<ReservationState, string>,
    called_off: 'Le lieu a annulé cette séance',
    called_off_text:
      'Le lieu a annulé cette séance. Vos places ne sont pas perdues : elles serviront à une autre.',
    returning: 'Restitution en cours',
    over: 'Séance passée',
    arriving:
      'Les places sont retenues ; le lieu prépare les billets. Cela prend d’ordinaire moins d’une minute.',
    reason: {
      sold_out:
        'Le lieu n’avait plus assez de places. Rien ne vous est compté ; vous pouvez choisir une autre séance.',
      rejected:
        'La billetterie du lieu a refusé la demande. Rien ne vous est compté ; l’association peut vous aider.',
      no_answer_from_venue:
        'La billetterie du lieu n’a pas répondu. Rien ne vous est compté ; réservez de nouveau, ou prévenez l’association.',
      performance_cancelled: 'Le lieu a annulé cette séance. Vos places serviront à une autre.',
      declined: 'Vous avez laissé ces places aux suivants.',
      no_answer: 'Le délai de réponse est passé ; les places ont été proposées aux suivants.',
      other: 'Rien ne vous est compté ; vous pouvez réserver de nouveau.',
    },
    lost: (seats: number) =>
      `Le lieu a annulé ${plural.fr(seats, 'place', 'places')} de cette réservation. L’association l’appelle. D’ici là, ne comptez pas dessus ; vous pouvez aussi rendre ces places et en choisir d’autres.`,
    some_lost: (seats: number) =>
      agreeing.fr(seats, 'Place annulée par le lieu', 'Places annulées par le lieu'),
    lost_seat: 'annulée par le lieu',
    seat: {
      held: 'billet en préparation',
      issued: 'prêt',
      used: 'place utilisée',
      unused: 'place non utilisée',
      returning: 'restitution en cours',
      returned: 'place rendue',
      released: 'place non réservée',
    } satisfies Record<SeatState, string>,
  },
  en: {
    title: 'Your invitations',
    lead: 'Subscribers have opened seats beside their own. Choose a performance and say how many of you will come: no name is asked for, and the ticket is like everyone’s.',
    see_offers: 'See what is on offer',
    turns: 'Seats have come free for you',
    turn_until: (at: string) => `They are kept for you until ${at}.`,
    yes: 'Yes, book them',
    no: 'No, thank you',
    yours: 'Your reservations',
    none_yet: 'No reservation ahead for now.',
    past: 'Your reservations past or given back',
    no_past: 'No reservation past or given back so far.',
    open: 'See the reservation',
    open_tickets: 'See the tickets',
    waiting: 'You are waiting for seats',
    leave_list: 'Wait no longer',
    waiting_for: (count: number) =>
      `${plural.en(count, 'seat', 'seats')} wished for. We write to you as soon as seats come free.`,
    offers: 'Performances on offer',
    no_offers:
      'No performance is on offer for now. The next ones will appear here as soon as venues and the association have chosen them.',
    left: (count: number) => plural.en(count, 'seat to book', 'seats to book'),
    full: 'No seat left for now',
    book: 'Book',
    wait: 'Waiting list',
    for_evening: (title: string, at: string) => `for ${title}, ${at}`,
    how_many: 'How many will you be?',
    guests: 'Number of guests',
    guests_hint: (left: string) => `${left} for this performance.`,
    companions: 'Number of companions',
    companions_hint: {
      credit: 'Yourself or a colleague, if you come with the group. Their seats count among those to book.',
      offered: 'Yourself or a colleague, if you come with the group. Their seats are offered by the venue.',
    },
    access: 'What the seats have to allow for',
    access_hint: 'So that the venue can prepare. It will know neither for whom nor why.',
    book_seats: 'Book these seats',
    nameless: 'No name is asked for, neither here nor at the door.',
    wait_title: 'Waiting list',
    wait_text:
      'When seats come free, they are offered in the order of requests. You will have a day to answer.',
    wait_seats: 'Number of seats wished for',
    wait_button: 'Tell us when',
    already_waiting: 'You are on the waiting list of this performance.',
    tickets: 'Tickets',
    ticket: (n: number) => `Ticket ${n}`,
    place: (n: number) => `Seat ${n}`,
    kind: { guest: 'guest', companion: 'companion' },
    download: 'Download',
    give_back: 'Give seats back',
    give_back_text: 'Someone cannot come? Give the seat back before the performance: others will enjoy it.',
    every_seat: 'All seats',
    give_back_button: 'Give back the ticked seats',
    reload: 'See where it stands',
    needs: 'The venue prepares:',
    errors: {
      guests: 'Enter the number of guests in figures: 1 or more.',
      too_many: (left: number) =>
        `${plural.en(left, 'seat is', 'seats are')} left for this performance. Ask for fewer.`,
      all_taken: 'The last seats have just been taken.',
      may_wait: 'You can join the waiting list below.',
      companions: 'Enter the number of companions in figures, or leave it empty if there are none.',
      seats: 'Enter the number of seats wished for, from 1 to 50.',
      none_checked: 'Tick at least one seat to give back.',
    },
    state: {
      asked: 'Your answer is awaited',
      held: 'Being booked at the venue',
      booked: 'Booked, tickets on their way',
      issued: 'Tickets ready',
      released: 'Not booked',
      returned: 'Seats given back',
    },
    called_off: 'The venue has cancelled this performance',
    called_off_text:
      'The venue has cancelled this performance. Your seats are not lost: they will serve for another one.',
    returning: 'On its way back',
    over: 'Past performance',
    arriving:
      'The seats are held; the venue is preparing the tickets. This usually takes less than a minute.',
    reason: {
      sold_out:
        'The venue had not enough seats left. Nothing counts against you; you can choose another performance.',
      rejected:
        'The venue’s ticketing refused the request. Nothing counts against you; the association can help.',
      no_answer_from_venue:
        'The venue’s ticketing did not answer. Nothing counts against you; book again, or tell the association.',
      performance_cancelled:
        'The venue has cancelled this performance. Your seats will serve for another one.',
      declined: 'You left these seats to the next in line.',
      no_answer: 'The time to answer is over; the seats were offered to the next in line.',
      other: 'Nothing counts against you; you can book again.',
    },
    lost: (seats: number) =>
      `The venue has cancelled ${plural.en(seats, 'seat', 'seats')} of this reservation. The association is calling it. Until then, do not count on them; you can also give them back and choose others.`,
    some_lost: (seats: number) =>
      agreeing.en(seats, 'Seat cancelled by the venue', 'Seats cancelled by the venue'),
    lost_seat: 'cancelled by the venue',
    seat: {
      held: 'ticket on its way',
      issued: 'ready',
      used: 'used',
      unused: 'not used',
      returning: 'on its way back',
      returned: 'given back',
      released: 'not booked',
    },
  },
})
export type RelayWords = (typeof relayWords)['fr']
