import type { Contender, Skipped } from '../contender.ts'

/** A peer that is ready, but for its name. */
export type Opened = Omit<Contender, 'name'>

/** A peer that cannot be installed, built or set up here is said to be so; it stops nothing else. */
export async function openOrSkip(name: string, open: () => Promise<Opened>): Promise<Contender | Skipped> {
  try {
    return { name, ...(await open()) }
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    return { name, skipped: why }
  }
}
