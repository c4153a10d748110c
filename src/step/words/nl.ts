import { STEP_TITLE } from '../../platform/step-title.ts'
import type { StepWords } from './words.ts'

export const nl: StepWords = {
  title: STEP_TITLE.nl,
  lead: 'Als u wilt, voegt u een vrij bedrag toe: het opent plaatsen, waarvoor partnerorganisaties mensen uitnodigen.',
  legend: 'Uw bedrag',
  no: 'Nee, bedankt',
  other: 'Ander bedrag, in euro',
  seats: { one: 'één plaats', other: '{n} plaatsen' },
  nth: { other: '{n}e' },
  parts: {
    quarter: 'een kwart',
    third: 'een derde',
    half: 'de helft',
    two_thirds: 'twee derde',
    three_quarters: 'drie kwart',
  },
  seats_and_part: '{seats} en {part} van de volgende',
  seats_and_some: '{seats} en begint de volgende',
  part_alone: '{part} van een plaats',
  some_alone: 'een deel van een plaats',
  short: '{what}',
  opens: 'Opent {what}.',
  completes: 'Maakt de {nth} plaats van het seizoen compleet.',
  joins: 'Komt in het gedeelde fonds van het seizoen.',
  nothing: 'Er wordt niets toegevoegd.',
  not_an_amount: 'Dit is geen bedrag: schrijf bijvoorbeeld 12,50.',
  too_much: 'Hier hoogstens {max}. Voor meer kunt u het theater aanspreken.',
  too_little: 'Hier minstens {min}: minder neemt de betaalpagina niet aan.',
  unusual: 'U schreef {amount}. Is dat het bedrag dat u bedoelt?',
  meant: 'Ja, {amount}',
  rather: 'Eerder {amount}',
  received_by: 'Uw gift gaat naar {receiver}.',
  receipt: '{receiver} stuurt u een fiscaal attest.',
  give: '{amount} geven',
  see: 'Bekijk wat deze gift opent',
  opening: 'De betaalpagina wordt geopend…',
  not_opened:
    'De betaalpagina ging niet open en er is niets betaald. Probeer het nog eens, of ga verder zonder gift.',
  refused:
    'Deze gift kan hier niet worden gedaan en er is niets betaald. Laad de pagina opnieuw, of ga verder zonder gift.',
}
