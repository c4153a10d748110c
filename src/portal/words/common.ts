import type { AccessNeed } from '../../../adapters/contract/index.ts'
import { dictionary, plural } from '../../platform/languages.ts'

/** What several pages say. */
export const commonWords = dictionary({
  fr: {
    sign_in: 'Se connecter',
    your_page: { relay: 'Vos invitations', operator: 'Tableau de bord', structure: 'Votre structure' },
    outbox: 'Courriels',
    error_title: 'Erreur :',
    summary: 'Rien n’a été enregistré',
    seats: (count: number) => plural.fr(count, 'place', 'places'),
    more: 'La suite',
    not_found_title: 'Cette page n’existe pas',
    forbidden_title: 'Cette page n’est pas la vôtre',
    trouble_title: 'Cela n’a pas abouti',
    coming_back: 'Continuer',
    coming_back_text: 'Vous venez d’un lien reçu ailleurs ; votre page s’ouvre.',
    request: (id: string) => `Numéro de la demande, pour l’association : ${id}`,
    problems: {
      idempotency_key_reused:
        'Ce formulaire a déjà été envoyé avec d’autres réponses. Vérifiez vos réservations ; si besoin, envoyez-le de nouveau.',
      idempotency_key_missing:
        'Le formulaire est arrivé incomplet. Rien n’a été changé ; envoyez-le de nouveau.',
      unauthenticated: 'Votre session est terminée. Connectez-vous de nouveau ; rien n’a été changé.',
      forbidden: 'Votre clé ouvre une autre page que celle-ci. Rien n’a été changé.',
      not_found:
        'Rien de tel n’existe ici, ou rien que votre organisation puisse voir. Repartez de votre page.',
      fault:
        'Une erreur de notre côté a interrompu la demande. Elle est notée ; envoyez le formulaire de nouveau, rien ne sera compté deux fois.',
      database_unavailable:
        'Le service ne peut rien enregistrer pour l’instant. Envoyez le formulaire de nouveau dans un instant ; rien ne sera compté deux fois.',
    },
    foreign_form:
      'Ce formulaire ne vient pas de cette page. Rien n’a été changé ; ouvrez votre page et recommencez.',
    access: {
      wheelchair: 'Emplacement pour fauteuil roulant',
      step_free: 'Accès sans marche',
      hearing_loop: 'Boucle magnétique',
      audio_description: 'Audiodescription',
      sign_language: 'Langue des signes',
      calm_seat: 'Place au calme, près d’une sortie',
    } satisfies Record<AccessNeed, string>,
  },
  en: {
    sign_in: 'Sign in',
    your_page: { relay: 'Your invitations', operator: 'Overview', structure: 'Your venue' },
    outbox: 'Mail',
    error_title: 'Error:',
    summary: 'Nothing was stored',
    seats: (count: number) => plural.en(count, 'seat', 'seats'),
    more: 'More',
    not_found_title: 'There is no such page',
    forbidden_title: 'This page is not yours',
    trouble_title: 'That did not work',
    coming_back: 'Continue',
    coming_back_text: 'You followed a link from elsewhere; your page is opening.',
    request: (id: string) => `Number of the request, for the association: ${id}`,
    problems: {
      idempotency_key_reused:
        'This form was sent before with other answers. Look at your reservations; if need be, send it again.',
      idempotency_key_missing: 'The form arrived incomplete. Nothing was changed; send it again.',
      unauthenticated: 'Your session is over. Sign in again; nothing was changed.',
      forbidden: 'Your key opens another page than this one. Nothing was changed.',
      not_found: 'There is no such thing here, or none that your organisation may see. Start from your page.',
      fault:
        'A fault on our side interrupted the request. It is noted; send the form again, nothing will count twice.',
      database_unavailable:
        'The service cannot store anything at the moment. Send the form again shortly; nothing will count twice.',
    },
    foreign_form:
      'This form does not come from this page. Nothing was changed; open your page and start again.',
    access: {
      wheelchair: 'Wheelchair space',
      step_free: 'Step-free access',
      hearing_loop: 'Hearing loop',
      audio_description: 'Audio description',
      sign_language: 'Sign language',
      calm_seat: 'A calm seat, near an exit',
    },
  },
})
