/** Values written out in a test of a decision table. */
import type { Expr, InTest } from '../expression.ts'

/** The literals of a test; undefined stands for what is not one. */
export function literalsOf(test: InTest): (string | number | boolean | null | undefined)[] {
  return test.is === 'range' ? [literal(test.low), literal(test.high)] : [literal(test.value)]
}

/** The value of an expression that is one literal. */
export function literal(expr: Expr): string | number | boolean | null | undefined {
  if (expr.op === 'value') return expr.value
  if (expr.op === 'negate' && expr.of.op === 'value' && typeof expr.of.value === 'number')
    return -expr.of.value
  if (expr.op === 'call' && expr.name === 'date' && expr.args[0]?.op === 'value') return expr.args[0].value
  return undefined
}
