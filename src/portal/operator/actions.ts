import { handOn } from '../../hooks/index.ts'
import { closeEvening, giveBack, startDrive } from '../../invitations/index.ts'
import { write } from '../../people/index.ts'
import type { Request } from '../../platform/http.ts'
import { formOf, refusalOf, visitor, type Form } from '../forms.ts'
import { goTo } from '../show.tsx'
import type { Said } from '../words/said.ts'
import { operatorHome } from './home.tsx'

const OPERATOR = ['operator'] as const

/** Carries a form of the operator's page out, and shows the page again with what came of it. */
async function act(c: Request, said: Said, run: (form: Form) => Promise<unknown>): Promise<Response> {
  const form = await formOf(c)
  try {
    await run(form)
    return goTo(c, '/operator', said)
  } catch (thrown) {
    return operatorHome(c, refusalOf(c, thrown))
  }
}

/** Works again on a webhook that was set aside; a queue that fails loses nothing, the sweep finds the row. */
export const replayOnPage = (c: Request) =>
  act(c, 'replayed', async (form) => {
    const ctx = c.get('ctx')
    const { answer } = await write(c, OPERATOR, 'replay_hook', { id: c.req.param('id') }, form.key)
    await handOn(ctx, answer.id)
  })

export const closeOnPage = (c: Request) =>
  act(c, 'closed', (form) =>
    closeEvening(c, c.req.param('id') ?? '', form.text('without_the_venue') === 'yes', form.key),
  )

/** Starts the saga again from where it halted; the form's key names the run, so that two clicks are one. */
export const resumeOnPage = (c: Request) =>
  act(c, 'resumed', async (form) => {
    await visitor(c, 'operator')
    const run = /^[\w-]{8,60}$/.test(form.key) ? form.key : c.get('ctx').newId()
    await startDrive(c.get('ctx'), c.req.param('id') ?? '', run)
  })

/**
 * Gives seats back that the venue has cancelled by itself; their relay was told when it did. One that it made valid again since
 * the page was shown stays with its guest.
 */
export const giveBackOnPage = (c: Request) =>
  act(c, 'given_back', async (form) => {
    await visitor(c, 'operator')
    await giveBack(c, c.req.param('id') ?? '', form.uuids('seat_ids'), form.key, true)
  })
