import type { Ctx } from '../../platform/ctx.ts'
import { buildUnitTree, type UnitTree } from './domain/unit-tree.ts'
import { loadRevision, loadUnits } from './queries/units.ts'

/**
 * The organisations, from memory: every request needs some of them and they change a few times a year. Another
 * process's change is seen within a second, one of the own transaction at once.
 * @param ask compare with the database even if that was done a moment ago
 */
export async function unitTree(ctx: Ctx, ask = false): Promise<UnitTree> {
  const own = changed.get(ctx.db)
  if (own) {
    own.tree ??= await loadTree(ctx, await loadRevision(ctx))
    return own.tree
  }
  const kept = trees.get(ctx.files)
  if (kept && !ask && performance.now() - kept.checkedAt < FRESH_MS) return kept.tree
  const checkedAt = performance.now()
  const revision = await loadRevision(ctx)
  const tree = kept?.tree.revision === revision ? kept.tree : await loadTree(ctx, revision)
  trees.set(ctx.files, { tree, checkedAt })
  return tree
}

/** To be called by every command after it changed units: its own transaction must not read the old tree. */
export function forgetTree(ctx: Ctx): void {
  changed.set(ctx.db, { tree: null })
  const kept = trees.get(ctx.files)
  if (kept) kept.checkedAt = Number.NEGATIVE_INFINITY
}

const FRESH_MS = 1000

// Remembered per process and database, and dropped with it: the file store is what all contexts of a root share.
const trees = new WeakMap<Ctx['files'], { tree: UnitTree; checkedAt: number }>()

// Transactions that changed units themselves; each has its own `db`.
const changed = new WeakMap<Ctx['db'], { tree: UnitTree | null }>()

async function loadTree(ctx: Ctx, revision: number): Promise<UnitTree> {
  return buildUnitTree(revision, await loadUnits(ctx))
}
