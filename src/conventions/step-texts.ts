import type { EnableRequest } from '../../adapters/contract/index.ts'

/** What subscribers read in the step that `enable` puts into a checkout: free, unselected, and no more than is true of every convention. */
export const STEP_TEXTS: EnableRequest['step'] = {
  title: {
    fr: 'Partager un fauteuil',
    en: 'Share a seat',
  },
  description: {
    fr: 'Si vous le souhaitez, ajoutez un montant libre à votre abonnement : il ouvre des places, offertes en invitation par des associations partenaires. Vous pouvez aussi continuer sans rien ajouter.',
    en: 'If you wish, add an amount of your choice to your subscription: it opens seats, offered as invitations through partner associations. You may just as well go on without adding anything.',
  },
}
