import type { Request } from '../../platform/http.ts'
import { awaiting, howMany } from '../approvals/awaiting.ts'
import { Approvals } from '../approvals/list.tsx'
import { Convention } from '../figures/convention.tsx'
import { conventionsWithFigures } from '../figures/read.ts'
import { visitor } from '../forms.ts'
import type { FormProblem } from '../parts.tsx'
import { show } from '../show.tsx'
import { operatorWords } from '../words/operator.ts'
import { stepOff } from './step-off.tsx'

/** A structure's page: what awaits its yes, and what its subscribers' gifts became. */
export async function structureHome(
  c: Request,
  refused?: FormProblem & { status: number },
): Promise<Response> {
  const ctx = c.get('ctx')
  const language = c.get('language')
  const words = operatorWords[language]
  const asker = await visitor(c, 'structure')
  const [open, conventions, step_off] = await Promise.all([
    awaiting(ctx, asker),
    conventionsWithFigures(ctx, asker),
    stepOff(ctx, asker, language),
  ])
  return show(c, {
    title: words.structure_title,
    asker,
    path: '/structure',
    problem: refused,
    status: refused ? (refused.status as 400) : 200,
    children: (
      <>
        <h1>{words.structure_title}</h1>
        <p class="lead">{words.structure_lead}</p>
        {step_off}
        <h2>{words.approvals}</h2>
        {howMany(open) === 0 ? (
          <p>{words.nothing_to_approve}</p>
        ) : (
          <Approvals language={language} awaiting={open} newKey={() => ctx.newId()} />
        )}
        <h2>{words.conventions}</h2>
        {conventions.length === 0 && <p>{words.no_conventions}</p>}
        {conventions.map((convention) => (
          <Convention language={language} convention={convention} />
        ))}
      </>
    ),
  })
}
