/** Problems of a definition, all told at once. */
import type { Expr } from '../expression.ts'

export interface Problem {
  /** JSON pointer into the source: `/sections/0/fields/2/showIf` */
  pointer: string
  code: ProblemCode
  /** one Vietnamese sentence */
  message: string
  /** worth mending, but no hindrance to publication */
  warning?: true
}

export type ProblemCode =
  | 'shape'
  | 'missing'
  | 'unknown_property'
  | 'bad_key'
  | 'duplicate_key'
  | 'duplicate_choice'
  | 'words'
  | 'bad_type'
  | 'limits'
  | 'bad_pattern'
  | 'bad_expression'
  | 'unknown_name'
  | 'cycle'
  | 'nesting'
  | 'unreachable'
  | 'overlap'
  | 'gap'
  | 'unused_row'

/** Stands for an expression that is wrong, so that the reading goes on. */
export const NOTHING: Expr = { op: 'value', value: null }

/** Collects problems while a definition is read. */
export type Report = (pointer: string, code: ProblemCode, message: string) => void

/** A definition that cannot be published. */
export class FormDefinitionError extends Error {
  override readonly name = 'FormDefinitionError'
  readonly problems: Problem[]
  constructor(problems: Problem[]) {
    const first = problems[0]
    super(
      `Biểu mẫu có ${problems.length} chỗ sai, trước hết ở ${first?.pointer || '/'}: ${first?.message ?? ''}`,
    )
    this.problems = problems
  }
}

/** A part of a JSON pointer, escaped (RFC 6901). */
export function pointerTo(base: string, key: string | number): string {
  return `${base}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}
