import { sameSecret } from '../../adapters/contract/index.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problems.ts'
import type { PublishedStep } from './configuration.ts'
import { proofOf } from './proof.ts'

type Keyed = Pick<PublishedStep, 'key' | 'edge_generation'>

/** What the structure's edge Worker is to be given. Derived from the master key, so that checking it asks no database. */
export async function edgeToken({ secrets }: Context, { key, edge_generation }: Keyed): Promise<string> {
  const [current] = await secrets.edgeTokens(key, edge_generation)
  return current!
}

/** @param authorization the header as it came. @throws Problem edge_not_proven */
export async function mustComeFromEdge(
  { secrets }: Context,
  { key, edge_generation }: Keyed,
  authorization: string | undefined,
): Promise<void> {
  const tokens = await secrets.edgeTokens(key, edge_generation)
  if (!authorization || !tokens.some((token) => sameSecret(authorization, `Bearer ${token}`)))
    throw new Problem('edge_not_proven')
}

/** Whether the edge of this structure has made the address of this order. */
export async function isProven(
  { secrets }: Context,
  { key, edge_generation }: Keyed,
  order: string,
  proof: string,
): Promise<boolean> {
  const tokens = await secrets.edgeTokens(key, edge_generation)
  const proofs = await Promise.all(tokens.map((token) => proofOf(token, order)))
  return proofs.some((one) => sameSecret(proof, one))
}
