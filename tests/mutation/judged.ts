import { table } from '../bench/report/table.ts'
import { explains, type Explanation } from './explained.ts'
import { scoreOf, type Survivor, type Verdict } from './verdict.ts'

/** What a room must reach, in percent. */
export const GOAL = 90

/** A room's verdict, beside what is known of its survivors. */
export interface Judged extends Verdict {
  explained: number
  unexplained: Survivor[]
}

export function judge(verdict: Verdict, known: readonly Explanation[]): Judged {
  const unexplained = verdict.survivors.filter((one) => !known.some(explains(one)))
  return { ...verdict, explained: verdict.survived - unexplained.length, unexplained }
}

/** A mutant that nobody killed or explained fails a run, and so does a room below the goal, explained or not. */
export const falls = ({ score, unexplained }: Judged): boolean => score < GOAL || unexplained.length > 0

/** A line for each room and one for all, in Markdown. */
export function scores(rooms: Readonly<Record<string, Judged>>): string {
  const all = Object.values(rooms)
  const total = (figure: (one: Judged) => number) => all.reduce((sum, one) => sum + figure(one), 0)
  const killed = total((one) => one.killed)
  const survived = total((one) => one.survived)
  const row = (name: string, figures: number[], score: number) => [name, ...figures.map(String), `${score} %`]
  return table(
    [
      { head: 'room' },
      ...['mutants', 'killed', 'explained', 'unexplained', 'score'].map((head) => ({ head, right: true })),
    ],
    [
      ...Object.entries(rooms).map(([name, one]) =>
        row(name, [one.killed + one.survived, one.killed, one.explained, one.unexplained.length], one.score),
      ),
      row(
        'all',
        [killed + survived, killed, total((one) => one.explained), total((one) => one.unexplained.length)],
        scoreOf(killed, survived),
      ),
    ],
  )
}
