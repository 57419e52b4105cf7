import { type Expr, evaluate } from '@motcua/rules'
import { compileExpression, ExpressionError, namesIn } from '@motcua/rules/compile'

/** Compiles the FEEL text of a condition, once, at import; `error` says in Vietnamese what is wrong with it. */
export function compileCondition(text: string): { expression: Expr } | { error: string } {
  try {
    return { expression: compileExpression(text) }
  } catch (error) {
    if (error instanceof ExpressionError) return { error: error.message }
    throw error
  }
}

/** The value of a condition that asks for nothing beyond the variables given; null when it asks for more. */
export function valueIfKnown(expression: Expr, vars: Readonly<Record<string, unknown>>): boolean | null {
  const known = (path: string) => Object.hasOwn(vars, path.split('.')[0]!)
  if (!namesIn(expression).every(known)) return null
  const value = evaluate(expression, vars)
  return typeof value === 'boolean' ? value : null
}
