import { dictionary } from '../platform/languages.ts'
import type { DifferenceKind } from './difference.ts'

/** What a difference is, and what to do about it: an instruction, which begins with its verb. */
type Told = readonly [what: string, todo: string]

const TELL = {
  fr: 'Gardez ce rapport, ne changez rien dans la base, et prévenez qui entretient Fauteuil ; rien n’a été corrigé.',
  en: 'Keep this report, change nothing in the database, and tell whoever maintains Fauteuil; nothing was mended.',
}
const RESTORED = {
  fr: `${TELL.fr} Dites-lui si la base vient d’être restaurée d’une copie : ses cumuls sont alors à refaire depuis les écritures.`,
  en: `${TELL.en} Say if the database was just restored from a copy: its sums then have to be made again from the postings.`,
}

/** Each kind of difference, in the operator's words. */
export const differenceWords = dictionary<Record<DifferenceKind, Told>>({
  fr: {
    rolled_up: ['Un solde cumulé n’est pas la somme de ses écritures', RESTORED.fr],
    below_zero: ['Un compte est au-dessous de zéro', TELL.fr],
    mixed: ['Une écriture mêle euros et places', TELL.fr],
    running: ['La ligne courante du fonds ne dit pas ce que disent les comptes', TELL.fr],
    counted: ['Le nombre de dons tenu à jour n’est pas celui des dons', TELL.fr],
    stock: ['Le stock de crédits n’est pas celui des crédits', TELL.fr],
    seats: ['Les places ne sont pas celles de leur compte', TELL.fr],
    prices: ['La réserve et le dû ne font pas le prix des places ouvertes', TELL.fr],
    due: ['Le dû à la structure n’est pas celui de ses places', TELL.fr],
    fees: ['Les frais comptés ne sont pas ceux que les prestataires ont retenus', TELL.fr],
    entry_empty: ['Une opération n’a aucune écriture', TELL.fr],
    posting_alone: ['Une écriture n’a pas d’opération', TELL.fr],
    posting_elsewhere: ['Une écriture est dans une autre convention que son opération', TELL.fr],
    gift_unposted: ['Un don n’est pas comptabilisé comme il a été vu en dernier', TELL.fr],
    gift_inflows: ['Un don n’est pas entré exactement une fois dans le fonds', TELL.fr],
    inflow_alone: ['Des centimes sont entrés dans le fonds sans leur don', TELL.fr],
    gift_entries: ['Les écritures d’un don ne font pas son montant', TELL.fr],
    entry_alone: ['Des écritures nomment un don qui n’est pas là', TELL.fr],
    line_in: ['Ce qui est entré dans le fonds a un trou ou un recouvrement', TELL.fr],
    line_out: ['Ce qui est sorti du fonds a un trou ou un recouvrement', TELL.fr],
    credit_cents: ['Un crédit n’a pas exactement les centimes de son prix', TELL.fr],
    seat_credit: ['Une place et le crédit qui la porte ne s’accordent pas', TELL.fr],
    seat_reservation: ['Une place et sa réservation ne s’accordent pas', TELL.fr],
    credit_seat: ['Un crédit est promis à une place qui n’est pas là', TELL.fr],
    seats_left: ['Les places encore offertes ne sont pas celles qui restent', TELL.fr],
    attempt: ['Une réservation et la demande qui l’a confirmée ne s’accordent pas', TELL.fr],
    decision: ['Une décision sur l’excédent n’est pas comptabilisée comme elle a été prise', TELL.fr],
    report: ['Un chiffre du bilan n’est pas celui des écritures', TELL.fr],
    gift_not_here: [
      'Un don encaissé chez le partenaire n’est pas compté ici',
      'Regardez si sa notification a été mise de côté, et traitez-la de nouveau ; sinon le rapprochement de la nuit prochaine le comptabilise.',
    ],
    gift_not_there: [
      'Un don compté ici est inconnu du partenaire',
      'Demandez à la structure ce qu’est devenue cette commande ; si elle n’a jamais été payée, prévenez qui entretient Fauteuil.',
    ],
    gift_differs: [
      'Un don n’a pas le même montant chez le partenaire',
      'Regardez si une notification de cette commande a été mise de côté, et traitez-la de nouveau ; sinon comparez avec la structure.',
    ],
    booking_not_here: [
      'Le lieu tient une commande d’invitations que personne n’a demandée ici',
      'Faites-la annuler par le lieu : ses places manquent à d’autres.',
    ],
    booking_not_there: [
      'Une réservation confirmée ici n’est pas dans les livres du lieu',
      'Appelez le lieu avant la soirée : des invité·es comptent sur ces places.',
    ],
    booking_differs: [
      'Une commande d’invitations n’a pas les mêmes places chez le lieu',
      'Comparez la commande avec le lieu. Ce qui est promis ici reste promis ; rendez ici ce que le lieu a repris.',
    ],
    booking_twice: [
      'Le lieu tient plusieurs commandes pour une seule réservation',
      'Faites annuler par le lieu celle qui n’est pas la nôtre ; l’autre a déjà ses billets.',
    ],
  },
  en: {
    rolled_up: ['A rolled-up balance is not the sum of its postings', RESTORED.en],
    below_zero: ['An account is below zero', TELL.en],
    mixed: ['A posting mixes euros and seats', TELL.en],
    running: ['The fund’s running row does not say what the accounts say', TELL.en],
    counted: ['The number of gifts kept up is not that of the gifts', TELL.en],
    stock: ['The stock of credits is not that of the credits', TELL.en],
    seats: ['The seats are not those of their account', TELL.en],
    prices: ['The reserve and what is due do not come to the price of the seats opened', TELL.en],
    due: ['What is due to the structure is not what its seats say', TELL.en],
    fees: ['The fees booked are not those that the providers kept', TELL.en],
    entry_empty: ['An entry has no posting', TELL.en],
    posting_alone: ['A posting has no entry', TELL.en],
    posting_elsewhere: ['A posting is in another convention than its entry', TELL.en],
    gift_unposted: ['A gift is not booked as it was last seen', TELL.en],
    gift_inflows: ['A gift has not come into the fund exactly once', TELL.en],
    inflow_alone: ['Cents have come into the fund without their gift', TELL.en],
    gift_entries: ['The postings of a gift do not come to its amount', TELL.en],
    entry_alone: ['Postings name a gift that is not there', TELL.en],
    line_in: ['What came into the fund has a gap or an overlap', TELL.en],
    line_out: ['What went out of the fund has a gap or an overlap', TELL.en],
    credit_cents: ['A credit does not have exactly the cents of its price', TELL.en],
    seat_credit: ['A seat and the credit behind it do not agree', TELL.en],
    seat_reservation: ['A seat and its reservation do not agree', TELL.en],
    credit_seat: ['A credit is promised to a seat that is not there', TELL.en],
    seats_left: ['The seats still on offer are not those that are left', TELL.en],
    attempt: ['A reservation and the attempt that confirmed it do not agree', TELL.en],
    decision: ['A decision on surplus is not booked as it was taken', TELL.en],
    report: ['A figure of the report is not that of the postings', TELL.en],
    gift_not_here: [
      'A gift collected at the partner is not booked here',
      'See whether its webhook was set aside, and work on it again; else the comparison of the coming night books it.',
    ],
    gift_not_there: [
      'The partner does not know a gift that is booked here',
      'Ask the structure what became of this order; if it was never paid, tell whoever maintains Fauteuil.',
    ],
    gift_differs: [
      'A gift has another amount at the partner',
      'See whether a webhook of this order was set aside, and work on it again; else compare with the structure.',
    ],
    booking_not_here: [
      'The venue holds an order of invitations that nobody here asked for',
      'Have the venue cancel it: others miss its seats.',
    ],
    booking_not_there: [
      'A booking that is confirmed here is not in the venue’s books',
      'Call the venue before the evening: guests count on these seats.',
    ],
    booking_differs: [
      'An order of invitations has other seats at the venue',
      'Compare the order with the venue. What is promised here stays promised; give back here what the venue has taken back.',
    ],
    booking_twice: [
      'The venue holds several orders for one reservation',
      'Have the venue cancel the one that is not ours; the other has its tickets already.',
    ],
  },
})
