import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../embedded-postgres.ts'

type TestServer = { host: string; port: number; user: string; database: string }

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestServer
  }
}

/** One real PostgreSQL for the whole test run; its data is thrown away, so it need not be synced to disk. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-test-'))
  chmodSync(folder, 0o711)
  const server = startEmbeddedPostgres(join(folder, 'postgres'), {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: 200,
  })
  project.provide('postgres', server.connection)
  return () => {
    server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
