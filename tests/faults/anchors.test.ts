import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { CONTROLS } from './controls/index.ts'

const lacking = CONTROLS.flatMap(({ protection, without, in_both = {} }) => [
  { protection, ...without },
  { protection: `${protection}, in both`, ...in_both },
])

test.each(lacking)('what is taken away is there, once: $protection', ({ worker = [], functions = [] }) => {
  for (const { file, find } of [...worker, ...functions]) {
    const text = readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8')
    expect({ file, find, times: text.split(find).length - 1 }).toEqual({ file, find, times: 1 })
  }
})
