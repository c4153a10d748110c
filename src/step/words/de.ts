import { STEP_TITLE } from '../../platform/step-title.ts'
import type { StepWords } from './words.ts'

export const de: StepWords = {
  title: STEP_TITLE.de,
  lead: 'Wenn Sie möchten, geben Sie einen freien Betrag dazu: Er öffnet Plätze, zu denen Partnervereine einladen.',
  legend: 'Ihr Betrag',
  no: 'Nein, danke',
  other: 'Anderer Betrag, in Euro',
  seats: { one: 'einen Platz', other: '{n} Plätze' },
  nth: { other: '{n}.' },
  parts: {
    quarter: 'ein Viertel',
    third: 'ein Drittel',
    half: 'die Hälfte',
    two_thirds: 'zwei Drittel',
    three_quarters: 'drei Viertel',
  },
  seats_and_part: '{seats} und {part} des nächsten',
  seats_and_some: '{seats} und beginnt den nächsten',
  part_alone: '{part} eines Platzes',
  some_alone: 'einen Teil eines Platzes',
  short: 'für {what}',
  opens: 'Öffnet {what}.',
  completes: 'Macht den {nth} Platz der Spielzeit voll.',
  joins: 'Kommt in den gemeinsamen Topf der Spielzeit.',
  nothing: 'Es kommt nichts hinzu.',
  not_an_amount: 'Das ist kein Betrag: Schreiben Sie zum Beispiel 12,50.',
  too_much: 'Hier höchstens {max}. Für mehr sprechen Sie bitte mit dem Theater.',
  too_little: 'Hier mindestens {min}: Weniger nimmt die Zahlungsseite nicht an.',
  unusual: 'Sie haben {amount} geschrieben. Ist dieser Betrag gemeint?',
  meant: 'Ja, {amount}',
  rather: 'Eher {amount}',
  received_by: 'Ihre Spende geht an {receiver}.',
  receipt: '{receiver} sendet Ihnen eine Spendenbescheinigung.',
  give: '{amount} geben',
  see: 'Sehen, was diese Spende öffnet',
  opening: 'Die Zahlungsseite wird geöffnet…',
  not_opened:
    'Die Zahlungsseite hat sich nicht geöffnet, es wurde nichts bezahlt. Versuchen Sie es noch einmal, oder fahren Sie ohne Spende fort.',
  refused:
    'Diese Spende ist hier nicht möglich, es wurde nichts bezahlt. Laden Sie die Seite neu, oder fahren Sie ohne Spende fort.',
}
