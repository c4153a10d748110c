/** A caller of Fauteuil's own API, as any program would be. */
export interface Api {
  get<T>(path: string): Promise<T>
  /** @param once the Idempotency-Key: the same words twice are one write */
  post<T>(path: string, once: string, body?: object): Promise<T>
  /** every page of a list */
  all<T>(path: string): Promise<T[]>
}

/** @throws Error with what the API says of a refusal */
export function apiOf(origin: string, key: string): Api {
  async function call<T>(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<T> {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'accept-language': 'en', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
  const api: Api = {
    get: (path) => call('GET', path, {}),
    post: (path, once, body = {}) =>
      call('POST', path, { 'content-type': 'application/json', 'idempotency-key': once }, body),
    async all<T>(path: string) {
      const items: T[] = []
      for (let after = ''; ;) {
        const separator = path.includes('?') ? '&' : '?'
        const page = await api.get<{ items: T[]; next: string | null }>(
          `${path}${separator}limit=200${after}`,
        )
        items.push(...page.items)
        if (page.next === null) return items
        after = `&after=${page.next}`
      }
    },
  }
  return api
}
