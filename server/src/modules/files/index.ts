import { defineModule } from '../../platform/module.ts'
import { routes } from './routes.ts'
import { sealFiles } from './store.ts'

export { receiveFile, recordFile } from './commands.ts'
export type { FileView } from './contract.ts'
export { type FileRow, filesByIds } from './queries.ts'

export const files = defineModule({ name: 'files', routes, sealExisting: sealFiles })
