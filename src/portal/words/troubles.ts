import { dictionary } from '../../platform/languages.ts'

/** Each kind of trouble: what it is, what was done about it, and what to do. */
export const troubleWords = dictionary({
  fr: {
    booking: {
      title: 'Réservation arrêtée',
      text: 'Le lieu n’a pas pu répondre, ou sa commande et la réservation ne s’accordent pas. Ce qui est promis reste retenu ici.',
      todo: 'Voyez le détail avec le lieu, puis reprenez la réservation.',
    },
    promise: {
      title: 'Places annulées par le lieu',
      text: 'Le lieu a annulé lui-même des places promises à un relais, qui en est averti.',
      todo: 'Appelez le lieu : il rétablit ces places, ou vous les rendez ici pour lui, et leurs crédits reviennent. Après la soirée, elles reviennent seules.',
    },
    tickets: {
      title: 'Billets en attente',
      text: 'La réservation est prise, mais ses billets ne viennent pas.',
      todo: 'Vérifiez la commande à la billetterie du lieu, puis reprenez.',
    },
    return: {
      title: 'Restitution arrêtée',
      text: 'Des places rendues n’ont pas pu être reprises par le lieu. Elles restent inscrites.',
      todo: 'Demandez au lieu quels billets ont servi : les autres places peuvent être rendues de nouveau. S’il n’a pas répondu, reprenez.',
    },
    attendance: {
      title: 'Entrées non lues',
      text: 'La billetterie n’a pas pu dire qui est venu.',
      todo: 'C’est redemandé sans cesse ; si cela dure, prévenez la structure. La soirée peut aussi être close sans le lieu.',
    },
    books: {
      title: 'Comptes à rapprocher',
      text: 'Les livres de la billetterie et les nôtres ne disent pas la même chose, ou n’ont pas pu être comparés.',
      todo: 'Regardez les lignes qui diffèrent, plus bas.',
    },
    connection: {
      title: 'Billetterie à vérifier',
      text: 'Quelque chose a changé dans la connexion à une billetterie.',
      todo: 'Vérifiez l’accès avec la structure, puis activez de nouveau la connexion.',
    },
    mail: {
      title: 'Courriel non parti',
      text: 'Un courriel n’a pas pu être envoyé. Le relais trouve tout sur sa page.',
      todo: 'Vérifiez l’adresse de l’organisation.',
    },
    allotment: {
      title: 'Contingent à vérifier',
      text: 'Le lieu garde peut-être un autre nombre de places que convenu.',
      todo: 'Fixez de nouveau le nombre de places de l’invitation ; le lieu en est alors averti.',
    },
    audit: {
      title: 'Les comptes vérifiés ne s’accordent pas',
      text: 'L’audit de la nuit recalcule tout depuis les écritures et compare avec les livres des partenaires. Rien n’est corrigé tout seul.',
      todo: 'Voyez chaque différence ci-dessous. `npm run audit` refait l’audit quand vous voulez.',
    },
    unbooked: {
      title: 'Dons encaissés, pas encore comptés',
      text: 'La billetterie a encaissé des dons qui ne sont pas comptabilisés ici depuis plus d’une heure. L’argent est chez son détenteur ; rien n’est perdu.',
      todo: 'Traitez de nouveau les notifications mises de côté ; sinon, voyez avec la structure la commande de chaque don.',
    },
    silence: {
      title: 'Plus aucun don',
      text: 'Là où des dons viennent d’habitude, il n’en vient plus depuis bien plus longtemps que d’ordinaire.',
      todo: 'Abonnez-vous comme le ferait le public, et regardez si le don est proposé. Activez de nouveau la connexion : elle vérifie et remet ce qui manque.',
    },
    unknown: {
      title: 'Réservation sans réponse du lieu',
      text: 'Nous ne savons toujours pas si le lieu a réservé ces places. Elles restent retenues, et c’est redemandé sans cesse.',
      todo: 'Demandez au lieu s’il tient cette commande. La réservation continue seule dès qu’il répond.',
    },
    hold: {
      title: 'Places retenues trop longtemps',
      text: 'Des places et leurs crédits restent gardés pour une réservation au-delà du temps prévu ; d’autres ne peuvent pas les prendre.',
      todo: 'Reprenez la réservation.',
    },
    queue: {
      title: 'Notifications en retard',
      text: 'Des notifications des billetteries attendent plus que d’ordinaire d’être traitées. Elles sont gardées, et les ventes continuent.',
      todo: 'Si cela dure, prévenez qui entretient Fauteuil.',
    },
    outbox: {
      title: 'Courriels en retard',
      text: 'Des courriels aux relais attendent plus que d’ordinaire de partir. Les relais trouvent tout sur leur page.',
      todo: 'Vérifiez le service d’envoi, ou prévenez qui entretient Fauteuil.',
    },
    roll_up: {
      title: 'Cumuls arrêtés',
      text: 'Les cumuls des comptes n’avancent plus. Les soldes restent justes, mais se lisent de moins en moins vite.',
      todo: 'Prévenez qui entretient Fauteuil.',
    },
    step: {
      title: 'Étape de don arrêtée',
      text: 'Là où l’étape était montrée, moins de paniers ont abouti : elle s’est arrêtée d’elle-même, et la structure en est avertie. Les ventes continuent.',
      todo: 'Regardez l’étape avec la structure, sur sa page. La régler de nouveau la remet en marche.',
    },
    other: { title: 'À regarder', text: 'Quelque chose demande un regard.', todo: 'Voyez le détail.' },
  },
  en: {
    booking: {
      title: 'Reservation halted',
      text: 'The venue could not answer, or its order and the reservation do not agree. What is promised stays held here.',
      todo: 'Look at the detail with the venue, then resume the reservation.',
    },
    promise: {
      title: 'Seats cancelled by the venue',
      text: 'The venue has cancelled seats by itself that are promised to a relay, which has been told.',
      todo: 'Call the venue: it makes the seats valid again, or you give them back here, and their credits return. After the evening they return by themselves.',
    },
    tickets: {
      title: 'Tickets awaited',
      text: 'The booking is made, but its tickets do not come.',
      todo: 'Check the order in the venue’s ticketing, then resume.',
    },
    return: {
      title: 'Return halted',
      text: 'The venue could not take seats back that were given back. They stay booked.',
      todo: 'Ask the venue which tickets were used: the other seats can be given back again. If it did not answer, resume.',
    },
    attendance: {
      title: 'Scans not read',
      text: 'The ticketing could not say who came.',
      todo: 'It is asked again and again; if it lasts, tell the venue. The evening can also be closed without it.',
    },
    books: {
      title: 'Books to compare',
      text: 'The ticketing’s books and ours do not say the same, or could not be compared.',
      todo: 'Look at the lines that differ, further down.',
    },
    connection: {
      title: 'Ticketing to check',
      text: 'Something has changed in the connection to a ticketing.',
      todo: 'Check the access with the venue, then enable the connection again.',
    },
    mail: {
      title: 'Mail not sent',
      text: 'A mail could not be sent. The relay finds everything on its page.',
      todo: 'Check the organisation’s address.',
    },
    allotment: {
      title: 'Allotment to check',
      text: 'The venue may keep another number of seats aside than was agreed.',
      todo: 'Set the invitation’s number of seats again; the venue is then told once more.',
    },
    audit: {
      title: 'The audited books do not agree',
      text: 'The nightly audit recomputes everything from the postings and compares it with the partners’ books. Nothing mends itself.',
      todo: 'See each difference below. `npm run audit` audits again whenever you like.',
    },
    unbooked: {
      title: 'Gifts collected, not booked yet',
      text: 'The ticketing has collected gifts that have not been booked here for more than an hour. The money is with its holder; nothing is lost.',
      todo: 'Work again on the webhooks that were set aside; else look at each gift’s order with the structure.',
    },
    silence: {
      title: 'No more gifts',
      text: 'Where gifts usually come, none has come for much longer than usual.',
      todo: 'Subscribe as anyone would, and see whether the gift is offered. Enable the connection again: it checks, and puts back what is missing.',
    },
    unknown: {
      title: 'Reservation without the venue’s answer',
      text: 'We still do not know whether the venue has booked these seats. They stay held, and it is asked again and again.',
      todo: 'Ask the venue whether it holds this order. The reservation goes on by itself once it answers.',
    },
    hold: {
      title: 'Seats held too long',
      text: 'Seats and their credits are kept for a reservation beyond their time; others cannot take them.',
      todo: 'Resume the reservation.',
    },
    queue: {
      title: 'Webhooks running late',
      text: 'Webhooks of ticketings wait longer than usual to be worked on. They are kept, and sales go on.',
      todo: 'If it lasts, tell whoever maintains Fauteuil.',
    },
    outbox: {
      title: 'Mails running late',
      text: 'Mails to relays wait longer than usual to be sent. Relays find everything on their pages.',
      todo: 'Check the mail service, or tell whoever maintains Fauteuil.',
    },
    roll_up: {
      title: 'Sums standing still',
      text: 'The accounts’ rolled-up sums do not move any more. Balances stay right, but take longer and longer to read.',
      todo: 'Tell whoever maintains Fauteuil.',
    },
    step: {
      title: 'Donation step off',
      text: 'Where the step was shown, fewer carts finished: it has switched itself off, and the structure has been told. Sales go on.',
      todo: 'Look at the step with the structure, on its page. Setting it again switches it on.',
    },
    other: { title: 'To look at', text: 'Something needs a look.', todo: 'See the detail.' },
  },
})
export type TroubleWords = (typeof troubleWords)['fr']
