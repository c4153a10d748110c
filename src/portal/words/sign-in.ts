import { dictionary } from '../../platform/languages.ts'

export const signInWords = dictionary({
  fr: {
    title: 'Se connecter',
    lead: 'Avec la clé d’accès que l’association vous a donnée.',
    key: 'Clé d’accès',
    key_hint: 'Elle commence par fauteuil_. Collez-la en entier.',
    button: 'Se connecter',
    lost: 'Clé perdue ? L’association en donne une nouvelle et annule l’ancienne.',
    missing: 'Collez votre clé d’accès.',
    unknown:
      'Cette clé n’est pas reconnue. Vérifiez qu’elle est entière, ou demandez-en une nouvelle à l’association.',
    shared: 'Sur un poste partagé, pensez à vous déconnecter ; fermer le navigateur suffit aussi.',
  },
  en: {
    title: 'Sign in',
    lead: 'With the access key that the association gave you.',
    key: 'Access key',
    key_hint: 'It begins with fauteuil_. Paste all of it.',
    button: 'Sign in',
    lost: 'Lost your key? The association gives you a new one and cancels the old.',
    missing: 'Paste your access key.',
    unknown: 'This key is not known. Check that it is whole, or ask the association for a new one.',
    shared: 'On a shared computer, remember to sign out; closing the browser does it too.',
  },
})
