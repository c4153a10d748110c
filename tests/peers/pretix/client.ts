/** The venue's own access to its pretix, for what its staff and its public do in a test; the adapter has its own. */
export interface VenueApi {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  patch<T>(path: string, body: unknown): Promise<T>
}

/** Paths are relative to the organizer, such as `events/saison/orders/`. Throws on any answer that is not 2xx. */
export function venueApi({
  url,
  organizer,
  token,
}: {
  url: string
  organizer: string
  token: string
}): VenueApi {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${url}/api/v1/organizers/${organizer}/${path}`, {
      method,
      headers: {
        authorization: `Token ${token}`,
        'content-type': 'application/json',
        'accept-language': 'en',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 500)}`)
    return JSON.parse(text === '' ? 'null' : text) as T
  }
  return {
    get: async (path) => call('GET', path),
    post: async (path, body = {}) => call('POST', path, body),
    patch: async (path, body) => call('PATCH', path, body),
  }
}
