import { dictionary } from '../../platform/languages.ts'

/** What was done, said on the page that follows. */
export const saidWords = dictionary({
  fr: {
    signed_out: 'Vous êtes déconnecté·e.',
    booked:
      'Les places sont retenues pour vous. Les billets arrivent sur cette page et vous recevez un courriel dès qu’ils sont prêts.',
    waiting: 'Vous êtes sur la liste d’attente. Nous vous écrivons dès que des places se libèrent.',
    left_list: 'Vous n’êtes plus sur cette liste d’attente.',
    given_back: 'Les places repartent vers le lieu. D’autres pourront en profiter.',
    accepted: 'Les places sont retenues pour vous. Les billets arrivent sur cette page.',
    declined: 'Merci de l’avoir dit. Les places sont proposées aux suivants.',
    approved: 'Votre accord est enregistré.',
    in_effect: 'Les deux accords y sont : c’est en vigueur.',
    replayed: 'La notification est de nouveau traitée. Si elle échoue encore, elle revient ici.',
    resumed: 'La réservation repart. Si elle s’arrête encore, elle revient ici.',
    closed:
      'La soirée est close. Les passages tardifs à l’entrée la corrigent encore pendant quelques jours.',
  },
  en: {
    signed_out: 'You are signed out.',
    booked:
      'The seats are held for you. The tickets will appear on this page, and you get a mail as soon as they are ready.',
    waiting: 'You are on the waiting list. We write to you as soon as seats come free.',
    left_list: 'You are no longer on that waiting list.',
    given_back: 'The seats are on their way back to the venue. Others can enjoy them.',
    accepted: 'The seats are held for you. The tickets will appear on this page.',
    declined: 'Thank you for saying so. The seats are offered to the next in line.',
    approved: 'Your approval is recorded.',
    in_effect: 'Both approvals are there: it is in force.',
    replayed: 'The webhook is being worked on again. If it fails once more, it comes back here.',
    resumed: 'The reservation goes on. If it halts again, it comes back here.',
    closed: 'The evening is closed. Late scans at the door still correct it for some days.',
  },
})
export type Said = keyof (typeof saidWords)['fr']
export const isSaid = (word: string | undefined): word is Said =>
  word !== undefined && Object.hasOwn(saidWords.fr, word)
