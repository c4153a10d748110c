/** They speak of the page's own bytes, not of those with ours among them. */
const OF_ITS_OWN_BYTES = ['content-length', 'etag', 'last-modified', 'accept-ranges']

/**
 * The page with ours put in at the first element of that selector, streamed. Workers' rewriter breaks off at what it cannot read: an
 * encoding that it does not know, tags where it finds them ambiguous, an attribute of megabytes. From there on, and from where
 * ours is in, the page's own bytes are passed on as they came.
 * @param html in ASCII, so that it is the same bytes in any encoding of a page
 */
export function weave(page: Response, selector: string, how: 'before' | 'append', html: string): Response {
  let met = false
  const rewriter = new HTMLRewriter().on(selector, {
    element(target) {
      if (!met) target[how](html, { html: true })
      met = true
    },
  })
  if (!page.body) return page
  const { status, statusText, headers: own } = page
  const headers = new Headers(own)
  for (const name of OF_ITS_OWN_BYTES) headers.delete(name)
  const [bytes, copy] = page.body.tee()
  const { readable, writable } = new IdentityTransformStream()
  const rewrite = () => rewriter.transform(new Response(copy, page)).body ?? copy
  // who has left hears no more of it
  pass(writable.getWriter(), bytes.getReader(), { rewrite, html, isMet: () => met }).catch(() => null)
  return new Response(readable, { status, statusText, headers })
}

interface Weaving {
  rewrite: () => ReadableStream<Uint8Array>
  html: string
  /** ours has been put in, and comes out with the next bytes, or is among them */
  isMet: () => boolean
}

async function pass(
  to: WritableStreamDefaultWriter<Uint8Array>,
  page: ReadableStreamDefaultReader<Uint8Array>,
  { rewrite, html, isMet }: Weaving,
): Promise<void> {
  /** bytes that have come out since the page's own were last followed, and what was among them */
  let passed = 0
  let seen = ''
  let rest: Uint8Array = new Uint8Array()
  try {
    if (await toOurs()) return await to.close()
  } catch {
    // on with the page’s own bytes
  }
  try {
    await follow(passed - (seen.includes(html) ? html.length : 0))
    for (;;) {
      if (rest.length > 0) await to.write(rest)
      const { done, value } = await page.read()
      if (done) return await to.close()
      rest = value
    }
  } catch (cause) {
    await Promise.allSettled([to.abort(cause), page.cancel(cause)])
  }

  /** Whether that was the whole page. @throws where the rewriter breaks off */
  async function toOurs(): Promise<boolean> {
    const latin = new TextDecoder('latin1')
    for await (const chunk of rewrite()) {
      await to.write(chunk)
      passed += chunk.byteLength
      if (!isMet()) await follow(passed)
      else {
        seen += latin.decode(chunk)
        if (seen.includes(html)) return false
      }
    }
    return true
  }

  /** Lets go of so many of the page's own bytes: they have come out. */
  async function follow(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      if (rest.length === 0) rest = (await page.read()).value ?? new Uint8Array(left)
      const now = Math.min(left, rest.length)
      rest = rest.subarray(now)
      left -= now
    }
    passed = 0
  }
}
