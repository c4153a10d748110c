import type { Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { build, WORKER_BUILD } from '../../src/local/build.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** One small change of a source file: `find` must be there exactly once. */
export interface Edit {
  /** from the root of the checkout */
  file: string
  find: string
  put: string
}

/** Changes a text. Throws when what is to be changed is not there exactly once: then the edit itself is wrong. */
export function edited(text: string, { file, find, put }: Edit): string {
  const found = text.split(find).length - 1
  if (found !== 1) throw new Error(`${file} holds ${JSON.stringify(find)} ${found} times instead of once`)
  return text.replace(find, () => put)
}

/** The Worker under test, built as it is deployed but into one module. @param edits made on the way, for the negative controls */
export async function bundleWorker(edits: readonly Edit[] = []): Promise<string> {
  const unused = new Set(edits)
  const editing: Plugin = {
    name: 'edits',
    setup(bundling) {
      for (const file of new Set(edits.map((edit) => edit.file))) {
        const path = resolve(ROOT, file)
        const filter = new RegExp(`^${path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
        bundling.onLoad({ filter }, async () => {
          let contents = await readFile(path, 'utf8')
          for (const edit of edits.filter((one) => one.file === file)) {
            contents = edited(contents, edit)
            unused.delete(edit)
          }
          return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' }
        })
      }
    },
  }
  const { outputFiles } = await build({
    ...WORKER_BUILD,
    entryPoints: [resolve(import.meta.dirname, 'worker/entry.ts')],
    write: false,
    plugins: [...WORKER_BUILD.plugins, editing],
  })
  const [missed] = unused
  if (missed) throw new Error(`${relative(ROOT, missed.file)} is not part of the Worker: nothing was edited`)
  return outputFiles[0]!.text
}
