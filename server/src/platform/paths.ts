import { fileURLToPath } from 'node:url'

/** Folder `server/src` of the sources, also when running from `server/dist`: .sql files are read there. */
export const sourceRoot = fileURLToPath(new URL('../', import.meta.url)).replace(
  /[\\/]dist[\\/]src[\\/]$/,
  '/src/',
)

/** Folder of the repository. */
export const repositoryRoot = fileURLToPath(new URL('file://' + sourceRoot + '../../'))
