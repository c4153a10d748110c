import { Problem } from '../platform/problems.ts'
import type { Asker } from './asker.ts'

/**
 * Whose structure a request is about: the operator says it, a structure need not say its own.
 * @throws Problem invalid_request (not said), not_found (another's)
 */
export function structureMeant({ role, organisation_id }: Asker, said: string | undefined): string {
  if (role !== 'structure') {
    if (said !== undefined) return said
    throw new Problem('invalid_request', { issues: [{ field: 'structure_id', message: 'says whose' }] })
  }
  if ((said ?? organisation_id) !== organisation_id) throw new Problem('not_found', { what: 'structure' })
  return organisation_id
}
