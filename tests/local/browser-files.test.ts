import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { browserFiles } from '../setup/browser-files.ts'
import { throwawayFolder } from '../setup/folder.ts'

/** A package as the browser's is, of a few bytes. @param behind what follows the end of its archives */
function packed(behind: Uint8Array = new Uint8Array()): string {
  const folder = throwawayFolder()
  const bin = join(folder, 'bin')
  const write = (name: string, bytes: Uint8Array) => writeFileSync(join(bin, name), brotliCompressSync(bytes))
  for (const made of ['bin', 'lib', 'fonts']) mkdirSync(join(folder, made))
  writeFileSync(join(folder, 'package.json'), '{"version":"1.2.3"}')
  writeFileSync(join(folder, 'lib/libnss3.so'), 'a library')
  writeFileSync(join(folder, 'fonts/a.ttf'), 'a font')
  write('chromium.br', Buffer.from('a browser'))
  for (const [archive, of] of [
    ['al2023.tar.br', 'lib'],
    ['fonts.tar.br', 'fonts'],
  ] as const)
    write(archive, Buffer.concat([execFileSync('tar', ['-c', '-C', folder, of]), behind]))
  return folder
}

test('a browser that a killed process left half is unpacked anew, and its half is taken away', async () => {
  const kept = throwawayFolder()
  const halves = ['1.2.3.killed-long-ago', '1.2.3.at-work']
  for (const half of halves) {
    mkdirSync(join(kept, half))
    writeFileSync(join(kept, half, 'chromium'), 'a bro')
  }
  utimesSync(join(kept, halves[0]!), new Date(0), new Date(0))
  const { executable, libraries } = await browserFiles(packed(), kept)
  expect(readFileSync(executable, 'utf8')).toBe('a browser')
  expect(readdirSync(libraries)).toEqual(['libnss3.so'])
  expect(readdirSync(kept).toSorted()).toEqual(['1.2.3', '1.2.3.at-work'])
})

test('what cannot be unpacked whole is never taken for a browser', async () => {
  const kept = throwawayFolder()
  const folder = packed()
  const archive = join(folder, 'bin/fonts.tar.br')
  const bytes = readFileSync(archive)
  writeFileSync(archive, bytes.subarray(0, bytes.length / 2))
  await expect(browserFiles(folder, kept)).rejects.toThrow(/tar could not unpack .*fonts\.tar\.br/)
  expect(existsSync(join(kept, '1.2.3'))).toBe(false)
})

test('tar may go before all that follows the archive’s end was written to it', async () => {
  const { fonts } = await browserFiles(packed(new Uint8Array(20_000_000)), throwawayFolder())
  expect(readFileSync(fonts, 'utf8')).toContain('1.2.3/fonts')
})
