import type { EnableRequest, Localised } from '../../adapters/contract/index.ts'
import { money } from '../platform/money.ts'
import { STEP_TITLE } from '../platform/step-title.ts'

/** In the languages that a step is shown in. */
type Texts = Required<Localised>
type Language = keyof Texts

/** Free, unselected, and no more than is true of every convention. */
const DESCRIPTION: Texts = {
  fr: 'Si vous le souhaitez, ajoutez un montant libre à votre abonnement : il ouvre des places, offertes en invitation par des associations partenaires. Vous pouvez aussi continuer sans rien ajouter.',
  en: 'If you wish, add an amount of your choice to your subscription: it opens seats, offered as invitations through partner associations. You may just as well go on without adding anything.',
  de: 'Wenn Sie möchten, geben Sie zu Ihrem Abonnement einen freien Betrag dazu: Er öffnet Plätze, zu denen Partnervereine einladen. Sie können ebenso gut weitergehen, ohne etwas dazuzugeben.',
  nl: 'Als u wilt, voegt u een vrij bedrag toe aan uw abonnement: het opent plaatsen, waarvoor partnerorganisaties mensen uitnodigen. U kunt net zo goed verdergaan zonder iets toe te voegen.',
  it: 'Se lo desidera, aggiunga un importo libero al suo abbonamento: apre dei posti, offerti su invito da associazioni partner. Può anche continuare senza aggiungere nulla.',
  es: 'Si lo desea, añada un importe libre a su abono: abre localidades, ofrecidas como invitación por asociaciones colaboradoras. También puede continuar sin añadir nada.',
}

/** What a seat costs the fund, where a convention in force says it. */
const PRICE: Record<Language, (price: string) => string> = {
  fr: (price) => `${price} ouvrent une place.`,
  en: (price) => `${price} opens one seat.`,
  de: (price) => `${price} öffnen einen Platz.`,
  nl: (price) => `${price} opent één plaats.`,
  it: (price) => `${price} aprono un posto.`,
  es: (price) => `${price} abren una localidad.`,
}

/**
 * What subscribers read in the step that `enable` puts into a checkout.
 * @param seat_price_cents null while no convention is in force
 */
export function stepTexts(seat_price_cents: number | null): EnableRequest['step'] {
  if (seat_price_cents === null) return { title: STEP_TITLE, description: DESCRIPTION }
  const hinted = (Object.keys(DESCRIPTION) as Language[]).map((language) => {
    const price = PRICE[language](money(language, seat_price_cents))
    return [language, `${DESCRIPTION[language]} ${price}`]
  })
  return { title: STEP_TITLE, description: Object.fromEntries(hinted) as Texts }
}
