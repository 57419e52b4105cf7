import { mapRules } from './map-rules.ts'
import { purityRules } from './purity-rules.ts'
import { shapeRules } from './shape-rules.ts'
import { readSource, type TextFile } from './source.ts'
import { sqlRules } from './sql-rules.ts'
import type { ModuleMap, Rule, Violation } from './tree.ts'

export type { TextFile } from './source.ts'
export type { Violation } from './tree.ts'

/** Every rule by the name that its violations carry. */
export const RULES: Readonly<Record<string, Rule>> = {
  ...mapRules,
  ...purityRules,
  ...sqlRules,
  ...shapeRules,
}

/**
 * What of STYLE.md is broken and cannot be seen from import paths alone (those are dependency-cruiser's).
 * @param files every file to look at, with its path from the root of the repository
 * @param map module -> modules it may call, as in `server/src/modules/map.json`
 */
export function violations(files: readonly TextFile[], map: ModuleMap): Violation[] {
  const tree = { sources: files.map(readSource), map }
  return Object.entries(RULES).flatMap(([rule, find]) => find(tree).map((found) => ({ rule, ...found })))
}
