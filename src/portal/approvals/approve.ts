import { askerOf, BOTH_SIDES, write } from '../../people/index.ts'
import type { Request } from '../../platform/http.ts'
import { formOf, refusalOf } from '../forms.ts'
import { operatorHome } from '../operator/home.tsx'
import { goTo, HOMES } from '../show.tsx'
import { structureHome } from '../structure/home.tsx'

/** One side's yes, from the page of either. */
export async function approveOnPage(c: Request): Promise<Response> {
  const form = await formOf(c)
  const arg = { id: c.req.param('id'), subject: c.req.param('subject') }
  const { role } = await askerOf(c, BOTH_SIDES)
  try {
    const { answer } = await write(c, BOTH_SIDES, 'approve', arg, form.key)
    return goTo(c, HOMES[role], answer.in_effect ? 'in_effect' : 'approved')
  } catch (thrown) {
    const refused = refusalOf(c, thrown)
    return role === 'operator' ? operatorHome(c, refused) : structureHome(c, refused)
  }
}
