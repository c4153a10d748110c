import { TABLE, type Answered, type Row } from './table.ts'

/** What a role may do with a route, read from what it and another of the same role are answered. */
function rightOf(role: string, own: Answered, another: Answered): string | null {
  if (own === 403 || own === 401) return null
  return another === 404 || another === 'none' ? `${role}, its own` : role
}

function whoMay([route, ...answered]: Row): string {
  const [nobody, operator, structure, relay, another_structure, another_relay] = answered
  if (route.includes('/hooks/')) return 'the connection’s ticketing, by address and signature'
  if (route.includes('/edge/')) return 'the structure’s edge Worker, by its token'
  if (nobody === 200 || answered.every((one) => one === nobody)) return 'everyone'
  const rights = [
    operator === 403 ? null : 'operator',
    rightOf('structure', structure, another_structure),
    rightOf('relay', relay, another_relay),
  ]
  return rights.filter((right) => right !== null).join(' · ')
}

/** `TABLE` for people: who may, and which routes. Markdown; a list, since its lines are long. */
export function authorisationTable(): string {
  const groups = Map.groupBy(TABLE, whoMay)
  const lines = [...groups].map(([who, rows]) => {
    const routes = rows.map(([route]) => `\`${route.replaceAll(/:\w*id\b/g, ':id')}\``)
    return `- **${who}**: ${[...new Set(routes)].join(', ')}`
  })
  return lines.join('\n')
}
