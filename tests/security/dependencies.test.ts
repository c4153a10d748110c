import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

interface Manifest {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
interface Locked {
  version?: string
  resolved?: string
  integrity?: string
  dev?: boolean
  license?: string
}
const read = (file: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../..', file), 'utf8'))
const manifest = read('package.json') as Manifest
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> }
const locked = Object.entries(packages).filter(([path]) => path !== '')

describe('what is installed', () => {
  test('is named in one exact version', () => {
    const named = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
    for (const [name, version] of named)
      expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version])
  })

  test('is known by its hash, from wherever it comes', () => {
    const odd = locked.filter(
      ([, { resolved, integrity }]) =>
        // where it is fetched from is the registry that npm is set to; no package names another place
        resolved !== undefined || !integrity?.startsWith('sha512-'),
    )
    expect(odd).toEqual([])
  })

  test('and deployed may be used by anybody', () => {
    const deployed = locked.filter(([, { dev }]) => !dev)
    expect(deployed.length).toBeGreaterThan(5)
    const free = ['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Unlicense']
    const isFree = ({ license = '' }: Locked) => license.split(' OR ').some((one) => free.includes(one))
    expect(deployed.flatMap(([path, one]) => (isFree(one) ? [] : [path]))).toEqual([])
  })
})
