import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
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

/** nobody unpacks for so long: what is older was left by a process that was killed */
const LEFT_OVER_MS = 3_600_000

/**
 * The browser that `@sparticuz/chromium` carries, unpacked once under .fauteuil/. The package's own unpacking goes
 * to a fixed place in /tmp, where two test files, or one that was killed, leave half a browser.
 * @param packed the folder of the package @param kept where browsers are unpacked, a folder for each version
 */
export async function browserFiles(
  packed: string = packageFolder(),
  kept: string = resolve('.fauteuil/browser'),
): Promise<BrowserFiles> {
  const manifest: unknown = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'))
  const folder = join(kept, (manifest as { version: string }).version)
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${randomUUID()}`
    mkdirSync(unfinished, { recursive: true })
    removeLeftOvers(folder)
    await Promise.all([
      unpack(
        join(packed, 'bin/chromium.br'),
        createWriteStream(join(unfinished, 'chromium'), { mode: 0o755 }),
      ),
      untar(join(packed, 'bin/al2023.tar.br'), unfinished),
      untar(join(packed, 'bin/fonts.tar.br'), unfinished),
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

const packageFolder = (): string =>
  dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))

function fontconfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`
}

function unpack(file: string, target: NodeJS.WritableStream): Promise<void> {
  return pipeline(createReadStream(file), createBrotliDecompress(), target)
}

/** What tar says is what counts: once it has seen the archive's end it may go before the last of the padding was written. */
async function untar(file: string, folder: string): Promise<void> {
  const tar = spawn('tar', ['-x', '--no-same-owner', '-C', folder], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = new Promise<number | null>((done, fail) => tar.once('error', fail).once('exit', done))
  const cause = unpack(file, tar.stdin).then(
    () => undefined,
    (error: unknown) => error,
  )
  const code = await ended
  if (code !== 0) throw new Error(`tar could not unpack ${file} (code ${code})`, { cause: await cause })
}

/** What was half unpacked when its process was killed; a younger one may be another test file's, at work. */
function removeLeftOvers(folder: string): void {
  const beside = dirname(folder)
  for (const name of readdirSync(beside)) {
    const path = join(beside, name)
    if (!path.startsWith(`${folder}.`)) continue
    const { mtimeMs = Date.now() } = statSync(path, { throwIfNoEntry: false }) ?? {}
    if (Date.now() - mtimeMs > LEFT_OVER_MS) rmSync(path, { recursive: true, force: true })
  }
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
