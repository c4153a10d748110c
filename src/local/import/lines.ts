import { createReadStream } from 'node:fs'

export interface Line {
  /** counted from 1, as an editor does */
  number: number
  text: string
}

/** Reads a file line by line, a megabyte of lines at a time, with the bytes read so far. The mark of UTF-8 is no part of it. */
export async function* linesOf(file: string): AsyncGenerator<{ lines: Line[]; bytes: number }> {
  const decoder = new TextDecoder('utf-8')
  const stream = createReadStream(file, { highWaterMark: 1 << 20 })
  let number = 0
  let rest = ''
  const numbered = (text: string): Line => ({
    number: ++number,
    text: text.endsWith('\r') ? text.slice(0, -1) : text,
  })
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = texts.pop() ?? ''
    yield { lines: texts.map(numbered), bytes: stream.bytesRead }
  }
  const last = rest + decoder.decode()
  if (last !== '') yield { lines: [numbered(last)], bytes: stream.bytesRead }
}
