import { bodyLimit } from 'hono/body-limit'
import { Problem } from './problems.ts'

/** Refuses a longer body before anything reads it. @throws Problem body_too_large */
export const limitBody = (max_bytes: number) =>
  bodyLimit({
    maxSize: max_bytes,
    onError: () => {
      throw new Problem('body_too_large', { max_bytes })
    },
  })
