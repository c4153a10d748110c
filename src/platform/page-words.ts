import { dictionary } from './languages.ts'

/** The words of the shell. */
export const pageWords = dictionary({
  fr: {
    skip: 'Aller au contenu',
    nav: 'Vos pages',
    sign_out: 'Se déconnecter',
    language_name: 'Français',
    other_language: 'Lire cette page en français',
    footer: 'Fauteuil, la part solidaire de l’abonnement : une place s’ouvre à côté de la vôtre.',
  },
  en: {
    skip: 'Skip to the content',
    nav: 'Your pages',
    sign_out: 'Sign out',
    language_name: 'English',
    other_language: 'Read this page in English',
    footer: 'Fauteuil, the share of a season’s subscription that opens the seat next to yours.',
  },
})
