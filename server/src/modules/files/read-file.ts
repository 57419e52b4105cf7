import type { Readable } from 'node:stream'
import type { Ctx } from '../../platform/ctx.ts'
import { openContent } from './content.ts'
import type { FileView } from './contract.ts'
import { openFile } from './queries.ts'

export type ReadableFile = FileView & { content: Readable }

/**
 * A file with its plain bytes, for a module that has asked whether the actor may read it.
 * @returns null when there is none
 * @throws 410 `data.erased`
 */
export async function readFile(ctx: Ctx, id: string): Promise<ReadableFile | null> {
  const file = await openFile(ctx, id)
  if (!file) return null
  const { key, storedAs, ...view } = file
  return { ...view, content: openContent(ctx.files, key, storedAs) }
}
