import { dictionary } from '../../platform/languages.ts'
import type { Verdict } from './verdict.ts'

/** Of the mail, and of what the structure's page says. */
export interface HarmFacts {
  /** in figures of the language */
  harm: string
  /** carts to which the step was shown, of a hundred */
  shown_percent: number
  /** orders, of carts that saw the step and of the others */
  shown: number
  not_shown: number
  /** of the structure's page */
  url: string
}

interface GuardWords {
  said: Record<Verdict['state'] | 'switched_off' | 'off', string>
  switched_off_title: string
  switched_off_text: string
  switched_off_todo: string
  mail: { subject: string; lines: (facts: HarmFacts) => string[] }
}

export const guardWords = dictionary<GuardWords>({
  fr: {
    said: {
      nothing_to_compare:
        'Tous les paniers voient l’étape : rien à comparer. Montrez-la à 90 paniers sur cent, ou moins, et la garde veille.',
      off: 'Aucun panier ne voit l’étape : c’est ainsi qu’elle est réglée.',
      counting: 'La garde compte ; rien ne dit jusqu’ici que l’étape empêche des paniers d’aboutir.',
      harm: 'L’étape empêche des paniers d’aboutir : elle s’arrête dans la minute.',
      switched_off:
        'L’étape s’est arrêtée d’elle-même, car elle empêchait des paniers d’aboutir. La régler de nouveau la remet en marche.',
    },
    switched_off_title: 'L’étape de don s’est arrêtée',
    switched_off_text:
      'Là où elle était montrée, moins de paniers ont abouti. Elle n’est plus montrée à personne ; la vente continue sans elle.',
    switched_off_todo:
      'Achetez comme le ferait le public, et regardez l’étape sur votre page. Réglez-la ensuite de nouveau, ou demandez-le à l’association : elle repart, et le compte avec elle.',
    mail: {
      subject: 'L’étape de don s’est arrêtée sur votre billetterie',
      lines: ({ harm, shown_percent, shown, not_shown, url }) => [
        'L’étape de don n’est plus montrée à personne : là où elle l’était, moins de paniers ont abouti. Votre vente continue sans elle.',
        `Elle était montrée à ${shown_percent} paniers sur cent. Sur les commandes passées, ${shown} viennent de paniers qui l’ont vue, ${not_shown} des autres : ${harm} % de paniers en moins ont abouti quand elle était là. Le hasard seul ne donne de tels nombres qu’une fois sur cent.`,
        'Achetez comme le ferait le public, et regardez l’étape sur votre page. Pour la remettre, réglez-la de nouveau, ou demandez-le à l’association : le compte repart alors de zéro.',
        `Votre page :\n${url}`,
      ],
    },
  },
  en: {
    said: {
      nothing_to_compare:
        'All carts see the step: there is nothing to compare. Show it to 90 carts of a hundred, or fewer, and the guard watches.',
      off: 'No cart sees the step: so it is set.',
      counting: 'The guard counts; nothing says so far that the step keeps carts from finishing.',
      harm: 'The step keeps carts from finishing: it goes off within the minute.',
      switched_off:
        'The step has switched itself off, for it kept carts from finishing. Setting it again switches it on.',
    },
    switched_off_title: 'The donation step has switched itself off',
    switched_off_text:
      'Where it was shown, fewer carts finished. It is shown to nobody any more; the sale goes on without it.',
    switched_off_todo:
      'Buy as anyone would, and look at the step on your page. Then set it again, or ask the association to: it is on again, and the count begins anew.',
    mail: {
      subject: 'The donation step of your ticketing has switched itself off',
      lines: ({ harm, shown_percent, shown, not_shown, url }) => [
        'The donation step is shown to nobody any more: where it was, fewer carts finished. Your sale goes on without it.',
        `It was shown to ${shown_percent} carts of a hundred. Of the orders made, ${shown} are of carts that saw it, ${not_shown} of the others: ${harm} % fewer carts finished where it was. Chance alone brings such numbers only once in a hundred times.`,
        'Buy as anyone would, and look at the step on your page. To put it back, set it again, or ask the association to: the count then begins anew.',
        `Your page:\n${url}`,
      ],
    },
  },
})
