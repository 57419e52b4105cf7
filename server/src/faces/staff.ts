import { existsSync, readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { repositoryRoot } from '../platform/paths.ts'
import { serveFolder } from './files.ts'

const FOLDER = `${repositoryRoot}staff/dist/client/`

/** The officers' program: its files, and its one page at every address below `/can-bo` and `/quan-tri`. */
export async function registerStaff(app: FastifyInstance): Promise<void> {
  const index = `${FOLDER}index.html`
  if (!existsSync(index)) throw new Error('Chưa dựng phần của cán bộ: hãy chạy npm run build.')
  const html = readFileSync(index, 'utf8')
  serveFolder(app, '/can-bo/assets/', `${FOLDER}assets/`)
  for (const url of ['/can-bo', '/can-bo/*', '/quan-tri', '/quan-tri/*'])
    app.get(url, { config: { allow: 'public' }, schema: { hide: true } }, async (_req, reply) =>
      reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html),
    )
}
