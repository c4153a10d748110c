import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** wrangler brings it, and bundles the Worker with it too */
const { build } = createRequire(createRequire(import.meta.url).resolve('wrangler/package.json'))(
  'esbuild',
) as typeof import('esbuild')

/** One module of a TypeScript file and all of ours that it imports. @returns the file it was written to */
export async function bundle(entry: string, folder: string, name: string): Promise<string> {
  const outfile = join(folder, `${name}.js`)
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'neutral',
    target: 'es2024',
    logLevel: 'error',
  })
  return outfile
}

/** The same, loaded into this process. */
export async function load<Module>(entry: string, folder: string, name: string): Promise<Module> {
  return (await import(pathToFileURL(await bundle(entry, folder, name)).href)) as Module
}
