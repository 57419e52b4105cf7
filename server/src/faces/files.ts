import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Makes `serveFolder` possible below this instance. */
export async function registerFiles(app: FastifyInstance, root: string): Promise<void> {
  await app.register(fastifyStatic, { root, serve: false })
}

/** Serves the built files of a folder for good: their names change with their content. */
export function serveFolder(app: FastifyInstance, prefix: string, folder: string): void {
  app.get<{ Params: { '*': string } }>(
    `${prefix}*`,
    { config: { allow: 'public' }, schema: { hide: true } },
    (req, reply) => reply.sendFile(req.params['*'], folder, { maxAge: '365d', immutable: true }),
  )
}
