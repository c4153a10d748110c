import { STEP_TITLE } from '../../platform/step-title.ts'
import type { StepWords } from './words.ts'

export const fr: StepWords = {
  title: STEP_TITLE.fr,
  lead: 'Si vous le souhaitez, ajoutez un montant libre : il ouvre des places, offertes en invitation par des associations partenaires.',
  legend: 'Votre montant',
  no: 'Non merci',
  other: 'Autre montant, en euros',
  seats: { one: 'une place', other: '{n} places' },
  nth: { one: '{n}re', other: '{n}e' },
  parts: {
    quarter: 'le quart',
    third: 'le tiers',
    half: 'la moitié',
    two_thirds: 'les deux tiers',
    three_quarters: 'les trois quarts',
  },
  seats_and_part: '{seats} et {part} de la suivante',
  seats_and_some: '{seats} et commence la suivante',
  part_alone: '{part} d’une place',
  some_alone: 'une partie d’une place',
  short: '{what}',
  opens: 'Ouvre {what}.',
  completes: 'Complète la {nth} place de la saison.',
  joins: 'S’ajoute au fonds partagé de la saison.',
  nothing: 'Rien n’est ajouté.',
  not_an_amount: 'Ce n’est pas un montant : écrivez par exemple 12,50.',
  too_much: 'Ici, {max} au plus. Pour davantage, parlez-en au théâtre.',
  too_little: 'Ici, {min} au moins : la page de paiement ne prend pas moins.',
  unusual: 'Vous avez écrit {amount}. Est-ce bien ce montant ?',
  meant: 'Oui, {amount}',
  rather: 'Plutôt {amount}',
  received_by: 'Votre don est reçu par {receiver}.',
  receipt: '{receiver} vous adresse un reçu fiscal.',
  give: 'Donner {amount}',
  see: 'Voir ce que ce don ouvre',
  opening: 'La page de paiement s’ouvre…',
  not_opened:
    'La page de paiement ne s’est pas ouverte, rien n’a été payé. Vous pouvez essayer encore, ou continuer sans donner.',
  refused:
    'Ce don ne peut pas être fait ici, et rien n’a été payé. Rechargez la page, ou continuez sans donner.',
}
