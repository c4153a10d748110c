import { STEP_TITLE } from '../../platform/step-title.ts'
import type { StepWords } from './words.ts'

export const es: StepWords = {
  title: STEP_TITLE.es,
  lead: 'Si lo desea, añada un importe libre: abre localidades, ofrecidas como invitación por asociaciones colaboradoras.',
  legend: 'Su importe',
  no: 'No, gracias',
  other: 'Otro importe, en euros',
  seats: { one: 'una localidad', other: '{n} localidades' },
  nth: { other: '{n}.ª' },
  parts: {
    quarter: 'un cuarto',
    third: 'un tercio',
    half: 'la mitad',
    two_thirds: 'dos tercios',
    three_quarters: 'tres cuartos',
  },
  seats_and_part: '{seats} y {part} de la siguiente',
  seats_and_some: '{seats} y empieza la siguiente',
  part_alone: '{part} de una localidad',
  some_alone: 'una parte de una localidad',
  short: '{what}',
  opens: 'Abre {what}.',
  completes: 'Completa la {nth} localidad de la temporada.',
  joins: 'Se suma al fondo compartido de la temporada.',
  nothing: 'No se añade nada.',
  not_an_amount: 'No es un importe: escriba por ejemplo 12,50.',
  too_much: 'Aquí, {max} como máximo. Para más, hable con el teatro.',
  too_little: 'Aquí, {min} como mínimo: la página de pago no acepta menos.',
  unusual: 'Ha escrito {amount}. ¿Es el importe que quería?',
  meant: 'Sí, {amount}',
  rather: 'Más bien {amount}',
  received_by: 'Su donación la recibe {receiver}.',
  receipt: '{receiver} le envía un recibo fiscal.',
  give: 'Donar {amount}',
  see: 'Ver lo que abre este donativo',
  opening: 'Se abre la página de pago…',
  not_opened:
    'La página de pago no se ha abierto y no se ha pagado nada. Puede intentarlo de nuevo, o continuar sin donar.',
  refused:
    'Esta donación no se puede hacer aquí y no se ha pagado nada. Vuelva a cargar la página, o continúe sin donar.',
}
