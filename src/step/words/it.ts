import { STEP_TITLE } from '../../platform/step-title.ts'
import type { StepWords } from './words.ts'

export const it: StepWords = {
  title: STEP_TITLE.it,
  lead: 'Se lo desidera, aggiunga un importo libero: apre dei posti, offerti su invito da associazioni partner.',
  legend: 'Il suo importo',
  no: 'No, grazie',
  other: 'Altro importo, in euro',
  seats: { one: 'un posto', other: '{n} posti' },
  nth: { other: '{n}º' },
  parts: {
    quarter: 'un quarto',
    third: 'un terzo',
    half: 'la metà',
    two_thirds: 'due terzi',
    three_quarters: 'tre quarti',
  },
  seats_and_part: '{seats} e {part} del successivo',
  seats_and_some: '{seats} e inizia il successivo',
  part_alone: '{part} di un posto',
  some_alone: 'una parte di un posto',
  short: '{what}',
  opens: 'Apre {what}.',
  completes: 'Completa il {nth} posto della stagione.',
  joins: 'Si aggiunge al fondo condiviso della stagione.',
  nothing: 'Non viene aggiunto nulla.',
  not_an_amount: 'Non è un importo: scriva per esempio 12,50.',
  too_much: 'Qui al massimo {max}. Per un importo maggiore si rivolga al teatro.',
  too_little: 'Qui almeno {min}: la pagina di pagamento non accetta meno.',
  unusual: 'Ha scritto {amount}. È l’importo che intendeva?',
  meant: 'Sì, {amount}',
  rather: 'Piuttosto {amount}',
  received_by: 'Il suo dono va a {receiver}.',
  receipt: '{receiver} le invia una ricevuta fiscale.',
  give: 'Dona {amount}',
  see: 'Vedere che cosa apre questo dono',
  opening: 'Si apre la pagina di pagamento…',
  not_opened:
    'La pagina di pagamento non si è aperta e non è stato pagato nulla. Può riprovare, oppure continuare senza donare.',
  refused:
    'Questo dono non può essere fatto qui e non è stato pagato nulla. Ricarichi la pagina, oppure continui senza donare.',
}
