import compress from '@fastify/compress'
import type { FastifyInstance } from 'fastify'
import type { Root } from '../platform/ctx.ts'
import { repositoryRoot } from '../platform/paths.ts'
import { registerFiles } from './files.ts'
import { registerPortal } from './portal.ts'
import { registerStaff } from './staff.ts'

/** Serves the two web faces beside the API: citizens at `/`, officers at `/can-bo` and `/quan-tri`. */
export async function registerFaces(
  app: FastifyInstance,
  root: Pick<Root, 'clock' | 'log'>,
  publicUrl: string | null,
): Promise<void> {
  await app.register(async (faces) => {
    await faces.register(compress, { threshold: 1024 })
    await registerFiles(faces, repositoryRoot)
    await registerStaff(faces)
    await registerPortal(faces, root, publicUrl)
  })
}
