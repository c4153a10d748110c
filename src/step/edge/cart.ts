import type { StepPlace } from '../../../adapters/contract/index.ts'
import { sha256 } from '../../platform/secrets.ts'

/**
 * What tells this cart from another of the same structure, and tells nothing else: a hash of the ticketing's own cookie, which is
 * only read here. Null where there is no cart yet.
 */
export async function cartOf(
  request: Request,
  { cart_cookie }: Pick<StepPlace, 'cart_cookie'>,
  structure: string,
): Promise<string | null> {
  const cookies = request.headers
    .get('cookie')
    ?.split(';')
    .map((one) => one.trim())
  // browsers keep a secure one under a longer name
  const names = [cart_cookie, `__Host-${cart_cookie}`, `__Secure-${cart_cookie}`]
  const cookie = cookies?.find((one) => names.some((name) => one.startsWith(`${name}=`)))
  if (!cookie) return null
  return sha256(`${structure} ${cookie}`)
}
