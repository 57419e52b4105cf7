import { defineModule } from '../../platform/module.ts'
import { routes } from './routes.ts'
import { sealFiles } from './store/files.ts'
import { uploadRoutes } from './upload-routes.ts'
import { runDropChunks, runDropUpload } from './uploads.ts'

export { receiveFile, recordFile } from './commands.ts'
export type { FileView } from './contract.ts'
export { type FileRow, filesByIds } from './queries.ts'
export { type ReadableFile, readFile } from './read-file.ts'

export const files = defineModule({
  name: 'files',
  routes: (root) => async (app) => {
    await app.register(routes(root))
    await app.register(uploadRoutes(root))
  },
  jobs: { 'files.drop_chunks': runDropChunks, 'files.drop_upload': runDropUpload },
  sealExisting: sealFiles,
})
