import type { Ctx } from '../../platform/ctx.ts'
import { openRenderer, type Renderer } from './render.ts'

/** The renderer of this process, opened when the first paper is printed. */
export function rendererOf(ctx: Ctx): Promise<Renderer> {
  const known = renderers.get(ctx.files)
  if (known) return known
  const opened = openRenderer()
  renderers.set(ctx.files, opened)
  return opened
}

// Per process and database, and dropped with it: the file store is what all contexts of a root share.
const renderers = new WeakMap<Ctx['files'], Promise<Renderer>>()
