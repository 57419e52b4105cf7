import type { Source } from './source.ts'

/** Module -> modules it may call. */
export type ModuleMap = Readonly<Record<string, readonly string[]>>

export type Tree = { sources: readonly Source[]; map: ModuleMap }

export type Finding = { path: string; line?: number; message: string }

export type Violation = Finding & { rule: string }

export type Rule = (tree: Tree) => Finding[]

/** Name of the module a file belongs to; null outside the modules. */
export const moduleOf = (path: string): string | null =>
  /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1] ?? null

export const isTest = (path: string): boolean => /\.test\.ts$|\/testing(\/|\.ts$)|^server\/test\//.test(path)

export const isPlatform = (path: string): boolean => path.startsWith('server/src/platform/')

/** Whether the file is a domain or a policy. */
export const isPure = (path: string): boolean =>
  /^server\/src\/modules\/[^/]+\/(domain|policy)(\.ts$|\/)/.test(path)

/** Where the pattern (with the flag g) stands in the code of the file. */
export function hits(source: Pick<Source, 'path' | 'code'>, pattern: RegExp, message: string): Finding[] {
  return [...source.code.matchAll(pattern)].map((hit) => ({
    path: source.path,
    line: source.code.slice(0, hit.index).split('\n').length,
    message: `${hit[0].trim()}: ${message}`,
  }))
}
