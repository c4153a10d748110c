/**
 * Asks for the page on which a gift is paid. Where there is none: `not_opened`, trying again may do; `refused`, asked for as it is
 * it will be refused again.
 */
export async function askToPay(
  address: string,
  body: string,
): Promise<{ url: string } | 'not_opened' | 'refused'> {
  try {
    const answer = await fetch(address, { method: 'POST', body, credentials: 'omit' })
    if (answer.ok) return (await answer.json()) as { url: string }
    return answer.status < 500 && answer.status !== 429 ? 'refused' : 'not_opened'
  } catch {
    return 'not_opened'
  }
}
