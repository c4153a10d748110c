import { CONVENTIONS } from '../place.ts'
import type { Spread } from '../posting/scripts.ts'
import { idOf, numbered } from '../territory/settle.ts'

/**
 * A relay holds one seat, as a script of pgbench. An id is made of a number that rises with each run (:n) and the
 * client; the caller sets :n to a number of eight digits.
 * @param verb `hold` itself, or `hold_or_not`, which answers a refusal instead of failing by it
 */
export function holdScript(verb: 'hold' | 'hold_or_not', spread: Spread, at: string): string {
  const first = idOf('invitation', 1)
  const asked = {
    id: `:n-:c-7000-8000-${numbered(0)}`,
    invitation_id: spread === 'many' ? first.replace(numbered(1), ':k') : first,
    relay_id: idOf('relay', 0),
    guests: 1,
    companions: 0,
    access_needs: [],
    seat_ids: [`:n-:c-7000-8000-${numbered(1)}`],
    state: 'held',
    expires_at: null,
    now: at,
  }
  const chosen = spread === 'many' ? [`\\set k random(${numbered(1)}, ${numbered(CONVENTIONS)})`] : []
  const lines = ['\\set n :n + 1', '\\set c 1000 + :client_id', ...chosen]
  return `${lines.join('\n')}\nselect ${verb}('${JSON.stringify(asked)}'::jsonb);\n`
}
