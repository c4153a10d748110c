import { dictionary } from '../../platform/languages.ts'

/** Each kind of trouble: what it is, what was done about it, and what to do. */
export const troubleWords = dictionary({
  fr: {
    booking: {
      title: 'Réservation arrêtée',
      text: 'Le lieu n’a pas pu répondre, ou sa commande et la réservation ne s’accordent pas. Ce qui est promis reste retenu ici.',
      todo: 'Voyez le détail avec le lieu, puis reprenez la réservation.',
    },
    tickets: {
      title: 'Billets en attente',
      text: 'La réservation est prise, mais ses billets ne viennent pas.',
      todo: 'Vérifiez la commande à la billetterie du lieu, puis reprenez.',
    },
    return: {
      title: 'Restitution arrêtée',
      text: 'Des places rendues n’ont pas pu être reprises par le lieu. Elles restent inscrites.',
      todo: 'Voyez avec le lieu si la commande peut être annulée, puis reprenez.',
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
    other: { title: 'À regarder', text: 'Quelque chose demande un regard.', todo: 'Voyez le détail.' },
  },
  en: {
    booking: {
      title: 'Reservation halted',
      text: 'The venue could not answer, or its order and the reservation do not agree. What is promised stays held here.',
      todo: 'Look at the detail with the venue, then resume the reservation.',
    },
    tickets: {
      title: 'Tickets awaited',
      text: 'The booking is made, but its tickets do not come.',
      todo: 'Check the order in the venue’s ticketing, then resume.',
    },
    return: {
      title: 'Return halted',
      text: 'The venue could not take seats back that were given back. They stay booked.',
      todo: 'Ask the venue whether the order can be cancelled, then resume.',
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
    other: { title: 'To look at', text: 'Something needs a look.', todo: 'See the detail.' },
  },
})
export type TroubleWords = (typeof troubleWords)['fr']
