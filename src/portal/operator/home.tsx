import type { Request } from '../../platform/http.ts'
import { formatsOf } from '../../platform/languages.ts'
import { awaiting, howMany } from '../approvals/awaiting.ts'
import { Approvals } from '../approvals/list.tsx'
import { Convention } from '../figures/convention.tsx'
import { conventionsWithFigures } from '../figures/read.ts'
import { visitor } from '../forms.ts'
import { Tag, type FormProblem } from '../parts.tsx'
import { show } from '../show.tsx'
import { operatorWords } from '../words/operator.ts'
import { Evenings, recentEvenings } from './evenings.tsx'
import { toSee } from './to-see.ts'
import { ToSeeList } from './to-see-list.tsx'

/** The operator's page: what needs someone first, then how everything stands. */
export async function operatorHome(
  c: Request,
  refused?: FormProblem & { status: number },
): Promise<Response> {
  const ctx = c.get('ctx')
  const language = c.get('language')
  const words = operatorWords[language]
  const asker = await visitor(c, 'operator')
  const [seen, open, conventions, evenings] = await Promise.all([
    toSee(ctx, asker),
    awaiting(ctx, asker),
    conventionsWithFigures(ctx, asker),
    recentEvenings(ctx),
  ])
  const calm = seen.troubles.length + seen.hooks.length + seen.differences.length + seen.suspense.length === 0
  return show(c, {
    title: words.title,
    asker,
    path: '/operator',
    problem: refused,
    status: refused ? (refused.status as 400) : 200,
    children: (
      <>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <h2>{words.to_see}</h2>
        {calm ? (
          <p>
            <Tag tone="good">{words.all_well}</Tag>
          </p>
        ) : (
          <ToSeeList language={language} seen={seen} newKey={() => ctx.newId()} />
        )}
        {seen.audited && seen.audited.differences.length + seen.audited.more === 0 && (
          <p class="soft small">{words.audited(formatsOf(language).evening(seen.audited.at))}</p>
        )}
        {howMany(open) > 0 && (
          <>
            <h2>{words.approvals}</h2>
            <Approvals language={language} awaiting={open} newKey={() => ctx.newId()} />
          </>
        )}
        <h2>{words.conventions}</h2>
        {conventions.length === 0 && <p>{words.no_conventions}</p>}
        {conventions.map((convention) => (
          <Convention language={language} convention={convention} />
        ))}
        <h2>{words.evenings}</h2>
        <Evenings language={language} evenings={evenings} now={ctx.now()} newKey={() => ctx.newId()} />
      </>
    ),
  })
}
