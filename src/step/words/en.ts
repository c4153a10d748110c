import { STEP_TITLE } from '../../platform/step-title.ts'
import type { StepWords } from './words.ts'

export const en: StepWords = {
  title: STEP_TITLE.en,
  lead: 'If you wish, add an amount of your choice: it opens seats, offered as invitations through partner associations.',
  legend: 'Your amount',
  no: 'No, thank you',
  other: 'Another amount, in euros',
  seats: { one: 'one seat', other: '{n} seats' },
  nth: { one: '{n}st', two: '{n}nd', few: '{n}rd', other: '{n}th' },
  parts: {
    quarter: 'a quarter',
    third: 'a third',
    half: 'half',
    two_thirds: 'two thirds',
    three_quarters: 'three quarters',
  },
  seats_and_part: '{seats} and {part} of the next',
  seats_and_some: '{seats} and begins the next',
  part_alone: '{part} of a seat',
  some_alone: 'part of a seat',
  short: '{what}',
  opens: 'Opens {what}.',
  completes: 'Completes the season’s {nth} seat.',
  joins: 'Joins the season’s shared fund.',
  nothing: 'Nothing is added.',
  not_an_amount: 'This is not an amount: write for example 12.50.',
  too_much: 'Here, {max} at most. For more, please speak with the theatre.',
  unusual: 'You wrote {amount}. Is that what you meant?',
  meant: 'Yes, {amount}',
  rather: 'Rather {amount}',
  received_by: 'Your gift goes to {receiver}.',
  receipt: '{receiver} sends you a tax receipt.',
  give: 'Give {amount}',
  opening: 'The payment page is opening…',
  not_opened:
    'The payment page did not open, and nothing was paid. You can try again, or go on without giving.',
}
