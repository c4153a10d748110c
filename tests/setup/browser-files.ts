import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'

export interface BrowserFiles {
  executable: string
  /** libnspr4, libnss3, libexpat, for a machine that has none */
  libraries: string
  /** fontconfig's own file: only the font that came with the browser, so that a page looks the same everywhere */
  fonts: string
}

/**
 * The browser that `@sparticuz/chromium` carries, unpacked once under .fauteuil/. The package's own unpacking goes
 * to a fixed place in /tmp, where two test files, or one that was killed, leave half a browser.
 */
export async function browserFiles(): Promise<BrowserFiles> {
  const build = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const packed = join(dirname(dirname(build)), 'bin')
  const manifest: unknown = JSON.parse(readFileSync(join(packed, '../package.json'), 'utf8'))
  const folder = resolve('.fauteuil/browser', (manifest as { version: string }).version)
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${randomUUID()}`
    mkdirSync(unfinished, { recursive: true })
    await Promise.all([
      unpack(join(packed, 'chromium.br'), createWriteStream(join(unfinished, 'chromium'), { mode: 0o755 })),
      untar(join(packed, 'al2023.tar.br'), unfinished),
      untar(join(packed, 'fonts.tar.br'), unfinished),
    ])
    writeFileSync(join(unfinished, 'fonts.conf'), fontconfig(folder))
    keep(unfinished, folder)
  }
  return {
    executable: join(folder, 'chromium'),
    libraries: join(folder, 'lib'),
    fonts: join(folder, 'fonts.conf'),
  }
}

function fontconfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`
}

function unpack(file: string, target: NodeJS.WritableStream): Promise<void> {
  return pipeline(createReadStream(file), createBrotliDecompress(), target)
}

async function untar(file: string, folder: string): Promise<void> {
  const tar = spawn('tar', ['-x', '--no-same-owner', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = new Promise<number | null>((done, fail) => tar.once('error', fail).once('exit', done))
  await unpack(file, tar.stdin)
  const code = await ended
  if (code !== 0) throw new Error(`tar could not unpack ${file} (code ${code})`)
}

/** Another test file may have been faster: then its copy is the one. */
function keep(unfinished: string, folder: string): void {
  try {
    renameSync(unfinished, folder)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}
