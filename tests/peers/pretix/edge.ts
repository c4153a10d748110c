import { freePort } from '../../../src/local/ports.ts'
import { startEdge } from '../../step/edge.ts'
import { openPretixTerritory, type PretixTerritory } from './territory.ts'

export interface EdgeTerritory extends PretixTerritory {
  /** the venue's own host name: the edge Worker, and pretix behind it */
  venue: string
  step: { key: string; edge_token: string; page: string }
  /** Another edge Worker in the place of the one before, which looks for Fauteuil there and has seen nothing of it yet. */
  lookFor(fauteuil: string): Promise<void>
}

/** A real pretix behind the edge Worker, which is told the public key of its structure. */
export async function openEdgeTerritory(say: (line: string) => void): Promise<EdgeTerritory> {
  const port = await freePort()
  const venue = `http://127.0.0.1:${port}`
  const t = await openPretixTerritory(say, { shown_at: venue })
  try {
    const step = await t.structure.post<EdgeTerritory['step']>('/v1/steps', 'the step', { origins: [venue] })
    const { key: STRUCTURE, edge_token: EDGE_TOKEN } = step
    const vars = { FAUTEUIL: t.stack.urls.fauteuil, STRUCTURE, EDGE_TOKEN, TICKETING: t.pretix.url }
    let edge = await startEdge(vars, port)
    const lookFor = async (fauteuil: string) => {
      await edge.stop()
      edge = await startEdge({ ...vars, FAUTEUIL: fauteuil }, port)
    }
    const stop = async () => {
      await edge.stop()
      await t.stop()
    }
    return { ...t, venue, step, lookFor, stop }
  } catch (cause) {
    await t.stop()
    throw cause
  }
}
