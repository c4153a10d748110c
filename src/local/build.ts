import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BuildOptions, Plugin } from 'esbuild'
import { elementPlugin } from './element.ts'

/** wrangler brings it; it bundles with it too, but into one module only */
export const { build } = createRequire(createRequire(import.meta.url).resolve('wrangler/package.json'))(
  'esbuild',
) as typeof import('esbuild')

/** zod brings its messages in fifty languages, and no bundler sees that nobody asks for them. Its default is English. */
const zodInEnglish: Plugin = {
  name: 'zod in English',
  setup(bundling) {
    bundling.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js"',
    }))
  },
}

/** How the Worker's modules are made of its sources, wherever they run. */
export const WORKER_BUILD = {
  absWorkingDir: resolve(import.meta.dirname, '../..'),
  bundle: true,
  format: 'esm',
  target: 'es2024',
  conditions: ['workerd', 'worker', 'browser'],
  external: ['cloudflare:*', 'node:*'],
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  // workerd parses every module when it starts, loaded or not. Names stay: logs and stack traces tell them.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'error',
  plugins: [zodInEnglish, elementPlugin(() => build)],
} satisfies BuildOptions

/**
 * Writes the modules of a Worker: `index.js`, what it imports, and what it loads later, each part once. Nothing else is left
 * in the folder, for all that is in it is deployed. Two builds of the same sources may run at the same time.
 */
async function buildModules(entry: string, folder: string): Promise<void> {
  const { outputFiles } = await build({
    ...WORKER_BUILD,
    entryPoints: { index: resolve(entry) },
    outdir: resolve(folder),
    splitting: true,
    write: false,
  })
  mkdirSync(folder, { recursive: true })
  for (const { path, contents } of outputFiles) {
    const own = `${path}.${process.pid}`
    writeFileSync(own, contents)
    renameSync(own, path)
  }
  const made = new Set(outputFiles.map(({ path }) => basename(path)))
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.js') && !made.has(name)) rmSync(join(folder, name), { force: true })
  }
}

/** Set once something is served: a build that fails then leaves it as it is. */
export const SERVING = 'FAUTEUIL_SERVING'

const [, program = '', entry, folder] = process.argv
if (import.meta.url === pathToFileURL(program).href) {
  if (!entry || !folder) throw new Error('node src/local/build.ts ENTRY FOLDER')
  try {
    await buildModules(entry, folder)
  } catch (cause) {
    // esbuild has said what and where; wrangler would let requests wait for a build that goes well
    if (!process.env[SERVING]) throw cause
    console.error('The Worker built before goes on serving.')
  }
}
