/** What a body says, where it is no longer than so many bytes; null where it is. No more than that is ever held. */
export async function readWithin(
  body: ReadableStream<Uint8Array> | null,
  max_bytes: number,
): Promise<string | null> {
  const decoder = new TextDecoder()
  let [text, bytes] = ['', 0]
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > max_bytes) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
