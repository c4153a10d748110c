/**
 * Names a ticketing itself: two connections to one place would both book its gifts.
 * @param below where its gifts are sold, below the address
 */
export function placeAt(address: string, below: readonly string[]): string {
  const { origin, pathname } = new URL(address)
  return [origin + pathname.replace(/\/+$/, ''), ...below].join(' ')
}
