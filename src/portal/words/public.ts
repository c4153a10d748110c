import { dictionary } from '../../platform/languages.ts'

export const publicWords = dictionary({
  fr: {
    title: 'Le fauteuil d’à côté',
    lead: 'En s’abonnant à la saison d’un théâtre, chacun·e peut ajouter un don libre. Réunis, ces dons ouvrent des places. Des relais sociaux y invitent les personnes qu’ils accompagnent, et le lieu les accueille comme tout son public.',
    way: 'Du don à la place',
    steps: [
      ['Un don', 'Libre, au moment de l’abonnement. Ne rien ajouter est une réponse comme une autre.'],
      ['Une place', 'Dès que les dons réunis atteignent le prix d’une place, elle s’ouvre.'],
      ['Une invitation', 'Un relais social la réserve, pour un nombre de personnes, sans aucun nom.'],
      ['Un billet', 'La billetterie du lieu émet un billet ordinaire. Au contrôle, rien ne le distingue.'],
    ],
    who: 'Vous êtes…',
    relay: 'un relais social',
    relay_text: 'Choisissez des séances, réservez, recevez les billets, rendez une place à temps.',
    structure: 'une structure culturelle',
    structure_text:
      'Donnez votre accord sur la convention et les séances proposées, voyez ce que les dons ont ouvert.',
    vendor: 'une billetterie',
    vendor_text: 'Tout ce que fait Fauteuil passe par une API décrite et ouverte.',
    api: 'La description de l’API',
    sign_in: 'Se connecter',
  },
  en: {
    title: 'The seat next to yours',
    lead: 'Whoever subscribes to a theatre’s season may add a gift of any amount. Together these gifts open seats. Social organisations invite the people they work with, and the venue welcomes them like all of its public.',
    way: 'From a gift to a seat',
    steps: [
      ['A gift', 'Of any amount, while subscribing. Adding nothing is an answer like any other.'],
      ['A seat', 'As soon as the gifts together reach the price of a seat, it opens.'],
      ['An invitation', 'A social organisation books it, for a number of people, without any name.'],
      [
        'A ticket',
        'The venue’s own ticketing issues an ordinary ticket. Nothing tells it apart at the door.',
      ],
    ],
    who: 'You are…',
    relay: 'a social organisation',
    relay_text: 'Choose performances, book, receive the tickets, give a seat back in time.',
    structure: 'a cultural venue',
    structure_text:
      'Approve the convention and the performances put forward, see what the gifts have opened.',
    vendor: 'a ticketing vendor',
    vendor_text: 'All that Fauteuil does goes through an API that is described and open.',
    api: 'The description of the API',
    sign_in: 'Sign in',
  },
})
