import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from '../../src/local/build.ts'
import { elementPlugin } from '../../src/local/element.ts'

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
    plugins: [elementPlugin(() => build)],
  })
  return outfile
}

/** The same, loaded into this process. */
export async function load<Module>(entry: string, folder: string, name: string): Promise<Module> {
  return (await import(pathToFileURL(await bundle(entry, folder, name)).href)) as Module
}
