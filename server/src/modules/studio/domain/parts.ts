/** What a draft is made of, each with a history of its own. */
export const PARTS = ['procedure', 'form', 'process', 'cases'] as const
export type PartName = (typeof PARTS)[number]

/** The parts as they are written: a package, a form or none, a BPMN file or none, golden cases of the process. */
export type Parts = { procedure: unknown; form: unknown; process: unknown; cases: unknown }

/** Steps of the history that are kept of each part. */
export const KEPT_STEPS = 200

/** Whether a content has the shape of its part; what is inside may be unfinished. */
export function fits(part: PartName, content: unknown): boolean {
  switch (part) {
    case 'procedure':
      return isObject(content)
    case 'form':
      return content === null || isObject(content)
    case 'process':
      return content === null || typeof content === 'string'
    case 'cases':
      return Array.isArray(content)
  }
}

/** Code and Vietnamese name of a package that is being written; empty when it has none. */
export function titleOf(procedure: unknown): { code: string; name: string } {
  const { code, name } = isObject(procedure) ? procedure : {}
  const vi = isObject(name) ? name['vi'] : ''
  return { code: textOf(code).slice(0, 60), name: textOf(vi).slice(0, 500) }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
