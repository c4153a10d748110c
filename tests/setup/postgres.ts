import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestProject } from 'vitest/node'
import { startTestCluster, type TestCluster } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** POST makes a database, DELETE ?database=… drops it; `freshDatabase` is what tests call */
    testDatabases: string
  }
}

/**
 * Lends databases to test files. PostgreSQL starts when the first one is asked for, so that tests of pure code
 * wait for nothing and do not depend on the schema.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<TestCluster> | undefined
  const cluster = () => (starting ??= startTestCluster())

  async function answer(method: string | undefined, name: string): Promise<unknown> {
    const started = await cluster()
    if (method === 'DELETE') return started.drop(name)
    return { ...(await started.create()), neon_endpoint: started.neon.url }
  }

  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    answer(request.method, searchParams.get('database') ?? '').then(
      (body) => response.end(JSON.stringify(body ?? {})),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  project.provide('testDatabases', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`)

  return async () => {
    server.close()
    server.closeAllConnections()
    // A start that failed was told to the test that asked, and cleaned up after itself.
    const started = await starting?.catch(() => undefined)
    await started?.stop()
  }
}
