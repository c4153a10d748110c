/** Whether a cart sees the step. */
export const ARMS = ['shown', 'not_shown'] as const
export type Arm = (typeof ARMS)[number]

/** Of carts: the step's page was asked for; an order was made. */
export interface Carts {
  begun: number
  finished: number
}

/** All that is known of carts, of all of them together. */
export type Counts = Record<Arm, Carts>

/** Counts as they are sent, with the trial under which the arms were drawn: those of another are not taken. */
export interface CountsSent extends Counts {
  trial: number
}

export const noCounts = (): Counts => ({
  shown: { begun: 0, finished: 0 },
  not_shown: { begun: 0, finished: 0 },
})
