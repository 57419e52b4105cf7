import type { Ctx } from '../../platform/ctx.ts'
import { compileSource, digestOf } from './domain.ts'
import { insertVersion, lockVersion, type Version } from './store.ts'

/**
 * Checks a form source and keeps it for ever as the next version of its key; the same source again is the same
 * version.
 * @throws 422 `form.refused` with all problems in `details`
 */
export async function publishForm(ctx: Ctx, source: unknown): Promise<Version> {
  const compiled = compileSource(source)
  const sha256 = digestOf(source)
  const { same, last } = await lockVersion(ctx, compiled.key, sha256)
  if (same) return same
  const version = { id: ctx.newId(), version: last + 1 }
  insertVersion(ctx, { ...version, key: compiled.key, source, compiled, sha256 })
  return version
}
