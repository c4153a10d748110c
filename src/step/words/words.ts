import type { Part } from '../opens.ts'

/** Singular and plural of a counted word, by `Intl.PluralRules`; `{n}` stands for the number. */
export type Counted = { other: string } & Partial<Record<'one' | 'two' | 'few' | 'many', string>>

/** Everything that the step says. What stands in braces is filled in. They speak of invitations, never of what guests lack. */
export interface StepWords {
  title: string
  lead: string
  /** of the group of amounts */
  legend: string
  no: string
  other: string
  /** a seat, `{n}` seats */
  seats: Counted
  /** by `Intl.PluralRules` of ordinals: the `{n}`th */
  nth: Counted
  parts: Record<Part, string>
  /** after whole seats: {seats}, {part} */
  seats_and_part: string
  /** after whole seats, a part that has no name: {seats} */
  seats_and_some: string
  /** {part} of one seat */
  part_alone: string
  some_alone: string
  /** beside a suggestion: {what} */
  short: string
  /** {what} */
  opens: string
  /** {nth} */
  completes: string
  joins: string
  nothing: string
  not_an_amount: string
  /** {max} */
  too_much: string
  /** of what our payment page takes: {min} */
  too_little: string
  /** {amount} */
  unusual: string
  /** {amount} */
  meant: string
  /** {amount} */
  rather: string
  /** {receiver} */
  received_by: string
  /** where the convention says who may issue a tax receipt, else nothing: {receiver} */
  receipt: string
  /** {amount} */
  give: string
  /** in an order: leads to what its gift opens */
  see: string
  opening: string
  /** trying again may do */
  not_opened: string
  /** trying again will not do */
  refused: string
}
