import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import type { BuildOptions, Plugin } from 'esbuild'

/** The word under which `src/step` imports what a browser is given: see `src/step/acs-script.d.ts`. */
export const ELEMENT_MODULE = 'acs-script'

/** How the custom element is made of its sources: whole, small, for browsers of the last years. */
const ELEMENT_BUILD = {
  entryPoints: [resolve(import.meta.dirname, '../step/element/acs.ts')],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  write: false,
  logLevel: 'error',
} satisfies BuildOptions

/** A module with the element's script as text, the version in its address, and the hash that a page may ask for. */
export async function elementModule(build: typeof import('esbuild').build): Promise<string> {
  const { outputFiles } = await build(ELEMENT_BUILD)
  const script = outputFiles[0]?.text ?? ''
  const digest = (algorithm: string) => createHash(algorithm).update(script)
  const version = digest('sha256').digest('hex').slice(0, 12)
  const integrity = `sha384-${digest('sha384').digest('base64')}`
  return Object.entries({ script, version, integrity })
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
    .join('\n')
}

/** For esbuild, which makes the Workers. */
export const elementPlugin = (build: () => typeof import('esbuild').build): Plugin => ({
  name: 'the custom element',
  setup(bundling) {
    const filter = new RegExp(`^${ELEMENT_MODULE}$`)
    bundling.onResolve({ filter }, ({ path }) => ({ path, namespace: ELEMENT_MODULE }))
    bundling.onLoad({ filter: /.*/, namespace: ELEMENT_MODULE }, async () => ({
      contents: await elementModule(build()),
    }))
  },
})

/** For Vite, which runs the tests. */
export const elementForTests = (build: () => typeof import('esbuild').build) => ({
  name: 'the custom element',
  resolveId: (id: string) => (id === ELEMENT_MODULE ? `\0${ELEMENT_MODULE}` : undefined),
  load: async (id: string) => (id === `\0${ELEMENT_MODULE}` ? elementModule(build()) : undefined),
})
