/** Makes ids: the same every time, never in the order in which they are made, as Stripe's are not either. */
export function idSource(seed: number): (prefix: string) => string {
  let made = BigInt(seed)
  return (prefix) => {
    made += 1n
    // an odd factor: no two numbers below 2^62 meet
    const scattered = (made * 6_364_136_223_846_793_005n) % 2n ** 62n
    return `${prefix}_${scattered.toString(36).padStart(12, '0').padStart(24, '1Pemu')}`
  }
}
