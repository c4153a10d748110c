import type { StepLanguage } from '../configuration.ts'
import type { Counted } from '../words/words.ts'

/** What the step's own pages say around it. What stands in braces is filled in. */
interface HostedWords {
  /** {structure} */
  title: string
  go_on: string
  change: string
  nothing: string
  /** {structure} */
  at_box_office: string
  /** of a step that is not open, or not there */
  closed: string
  thanks: string
  waiting: string
  /** {amount}, {day} */
  gave: string
  refunded: string
  opened: string
  /** whole: {n} */
  seat: string
  /** {part}, {n} */
  part_of_seat: string
  /** of a seat, by how far it has come */
  states: Record<'open' | 'reserved' | 'issued' | 'used' | 'unused' | 'withdrawn', string>
  /** {amount} */
  waits: string
  surplus: string
  shared: string
  private: string
  /** `{n}` seats that gifts have opened so far */
  counter: Counted
}

export const hostedWords: Readonly<Record<StepLanguage, HostedWords>> = {
  fr: {
    title: 'Partager un fauteuil avec {structure}',
    go_on: 'Continuer',
    change: 'Changer le montant',
    nothing: 'Rien n’est ajouté, et rien n’est à payer. Merci de votre visite.',
    at_box_office: 'Ici, le don se fait pendant l’abonnement, à la billetterie : {structure}.',
    closed:
      'Aucun don n’est recueilli à cette adresse en ce moment, et rien n’y est à payer. Vérifiez le lien que vous avez suivi, ou demandez au théâtre quand donner.',
    thanks: 'Merci',
    waiting:
      'Votre paiement n’est pas encore confirmé. Cela prend parfois quelques minutes, et quelques jours pour un prélèvement. Revenez à cette adresse : elle dira ce que votre don a ouvert.',
    gave: 'Votre don de {amount} a été reçu le {day}.',
    refunded: 'Ce don vous a été rendu.',
    opened: 'Ce que votre don a ouvert',
    seat: 'Place n° {n}',
    part_of_seat: '{part} de la place n° {n}',
    states: {
      open: 'ouverte',
      reserved: 'réservée',
      issued: 'invitation remise',
      used: 'occupée le soir venu',
      unused: 'restée vide',
      withdrawn: 'reprise',
    },
    waits: '{amount} attendent le prochain don pour ouvrir une place.',
    surplus: '{amount} s’ajoutent au fonds partagé de la saison.',
    shared: '{amount} ont comblé un manque de la saison.',
    private: 'Gardez cette adresse : elle n’est connue que de vous, et ne dit rien de personne.',
    counter: { one: '{n} place ouverte par des dons', other: '{n} places ouvertes par des dons' },
  },
  en: {
    title: 'Share a seat with {structure}',
    go_on: 'Go on',
    change: 'Change the amount',
    nothing: 'Nothing is added, and there is nothing to pay. Thank you for your visit.',
    at_box_office: 'Here the gift is made with the subscription, at the box office: {structure}.',
    closed:
      'No gifts are taken at this address now, and there is nothing to pay. Check the link that you followed, or ask the theatre when to give.',
    thanks: 'Thank you',
    waiting:
      'Your payment is not confirmed yet. That can take some minutes, and some days for a direct debit. Come back to this address: it will say what your gift has opened.',
    gave: 'Your gift of {amount} arrived on {day}.',
    refunded: 'This gift was paid back to you.',
    opened: 'What your gift has opened',
    seat: 'Seat no. {n}',
    part_of_seat: '{part} of seat no. {n}',
    states: {
      open: 'open',
      reserved: 'reserved',
      issued: 'invitation handed out',
      used: 'taken on the evening',
      unused: 'stayed empty',
      withdrawn: 'taken back',
    },
    waits: '{amount} wait for the next gift to open a seat.',
    surplus: '{amount} join the season’s shared fund.',
    shared: '{amount} made good what the season lacked.',
    private: 'Keep this address: only you know it, and it says nothing of anyone.',
    counter: { one: '{n} seat opened by gifts', other: '{n} seats opened by gifts' },
  },
  de: {
    title: 'Einen Platz mit {structure} teilen',
    go_on: 'Weiter',
    change: 'Betrag ändern',
    nothing: 'Es kommt nichts hinzu, und es ist nichts zu zahlen. Danke für Ihren Besuch.',
    at_box_office: 'Hier geben Sie zusammen mit dem Abonnement, an der Kasse: {structure}.',
    closed:
      'Unter dieser Adresse werden zurzeit keine Spenden angenommen, und es ist nichts zu zahlen. Prüfen Sie den Link, dem Sie gefolgt sind, oder fragen Sie das Theater, wann gespendet werden kann.',
    thanks: 'Danke',
    waiting:
      'Ihre Zahlung ist noch nicht bestätigt. Das kann einige Minuten dauern, bei einer Lastschrift einige Tage. Kommen Sie auf diese Adresse zurück: Sie sagt dann, was Ihre Spende geöffnet hat.',
    gave: 'Ihre Spende von {amount} ist am {day} eingegangen.',
    refunded: 'Diese Spende wurde Ihnen zurückgezahlt.',
    opened: 'Was Ihre Spende geöffnet hat',
    seat: 'Platz Nr. {n}',
    part_of_seat: '{part} von Platz Nr. {n}',
    states: {
      open: 'geöffnet',
      reserved: 'reserviert',
      issued: 'Einladung übergeben',
      used: 'am Abend besetzt',
      unused: 'leer geblieben',
      withdrawn: 'zurückgenommen',
    },
    waits: '{amount} warten auf die nächste Spende, um einen Platz zu öffnen.',
    surplus: '{amount} kommen in den gemeinsamen Topf der Spielzeit.',
    shared: '{amount} haben eine Lücke der Spielzeit gefüllt.',
    private: 'Bewahren Sie diese Adresse auf: Nur Sie kennen sie, und sie sagt nichts über irgendjemanden.',
    counter: { one: '{n} Platz, von Spenden geöffnet', other: '{n} Plätze, von Spenden geöffnet' },
  },
  nl: {
    title: 'Een stoel delen met {structure}',
    go_on: 'Verder',
    change: 'Bedrag wijzigen',
    nothing: 'Er wordt niets toegevoegd en er is niets te betalen. Dank voor uw bezoek.',
    at_box_office: 'Hier geeft u samen met het abonnement, aan de kassa: {structure}.',
    closed:
      'Op dit adres worden nu geen giften aangenomen, en er is niets te betalen. Controleer de link die u volgde, of vraag het theater wanneer u kunt geven.',
    thanks: 'Dank u',
    waiting:
      'Uw betaling is nog niet bevestigd. Dat kan enkele minuten duren, en bij een incasso enkele dagen. Kom terug naar dit adres: het zal zeggen wat uw gift heeft geopend.',
    gave: 'Uw gift van {amount} is ontvangen op {day}.',
    refunded: 'Deze gift is aan u terugbetaald.',
    opened: 'Wat uw gift heeft geopend',
    seat: 'Plaats nr. {n}',
    part_of_seat: '{part} van plaats nr. {n}',
    states: {
      open: 'geopend',
      reserved: 'gereserveerd',
      issued: 'uitnodiging overhandigd',
      used: 'bezet op de avond zelf',
      unused: 'leeg gebleven',
      withdrawn: 'teruggenomen',
    },
    waits: '{amount} wachten op de volgende gift om een plaats te openen.',
    surplus: '{amount} komen in het gedeelde fonds van het seizoen.',
    shared: '{amount} vulden een tekort van het seizoen aan.',
    private: 'Bewaar dit adres: alleen u kent het, en het zegt niets over wie dan ook.',
    counter: { one: '{n} plaats geopend door giften', other: '{n} plaatsen geopend door giften' },
  },
  it: {
    title: 'Condividere una poltrona con {structure}',
    go_on: 'Continua',
    change: 'Cambia l’importo',
    nothing: 'Non viene aggiunto nulla e non c’è nulla da pagare. Grazie della visita.',
    at_box_office: 'Qui il dono si fa con l’abbonamento, alla biglietteria: {structure}.',
    closed:
      'A questo indirizzo ora non si raccolgono doni, e non c’è nulla da pagare. Controlli il link che ha seguito, oppure chieda al teatro quando si può donare.',
    thanks: 'Grazie',
    waiting:
      'Il suo pagamento non è ancora confermato. Può richiedere qualche minuto, o qualche giorno per un addebito. Torni a questo indirizzo: dirà che cosa ha aperto il suo dono.',
    gave: 'Il suo dono di {amount} è arrivato il {day}.',
    refunded: 'Questo dono le è stato restituito.',
    opened: 'Che cosa ha aperto il suo dono',
    seat: 'Posto n. {n}',
    part_of_seat: '{part} del posto n. {n}',
    states: {
      open: 'aperto',
      reserved: 'prenotato',
      issued: 'invito consegnato',
      used: 'occupato la sera stessa',
      unused: 'rimasto vuoto',
      withdrawn: 'ritirato',
    },
    waits: '{amount} attendono il prossimo dono per aprire un posto.',
    surplus: '{amount} si aggiungono al fondo condiviso della stagione.',
    shared: '{amount} hanno colmato una mancanza della stagione.',
    private: 'Conservi questo indirizzo: lo conosce solo lei, e non dice nulla di nessuno.',
    counter: { one: '{n} posto aperto dai doni', other: '{n} posti aperti dai doni' },
  },
  es: {
    title: 'Compartir una butaca con {structure}',
    go_on: 'Continuar',
    change: 'Cambiar el importe',
    nothing: 'No se añade nada y no hay nada que pagar. Gracias por su visita.',
    at_box_office: 'Aquí la donación se hace con el abono, en la taquilla: {structure}.',
    closed:
      'En esta dirección no se recogen donaciones por ahora, y no hay nada que pagar. Compruebe el enlace que ha seguido, o pregunte al teatro cuándo se puede donar.',
    thanks: 'Gracias',
    waiting:
      'Su pago aún no está confirmado. Puede tardar unos minutos, o unos días si es un adeudo. Vuelva a esta dirección: dirá qué ha abierto su donación.',
    gave: 'Su donación de {amount} se recibió el {day}.',
    refunded: 'Esta donación le fue devuelta.',
    opened: 'Lo que ha abierto su donación',
    seat: 'Localidad n.º {n}',
    part_of_seat: '{part} de la localidad n.º {n}',
    states: {
      open: 'abierta',
      reserved: 'reservada',
      issued: 'invitación entregada',
      used: 'ocupada esa noche',
      unused: 'quedó vacía',
      withdrawn: 'retirada',
    },
    waits: '{amount} esperan la próxima donación para abrir una localidad.',
    surplus: '{amount} se suman al fondo compartido de la temporada.',
    shared: '{amount} cubrieron una falta de la temporada.',
    private: 'Guarde esta dirección: solo usted la conoce, y no dice nada de nadie.',
    counter: {
      one: '{n} localidad abierta por donaciones',
      other: '{n} localidades abiertas por donaciones',
    },
  },
}
