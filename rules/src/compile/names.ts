/** Which names an expression uses, for checking definitions and ordering computations. */
import type { Binding, Expr } from '../expression.ts'

/** A path from outside the expression. Inside a filter a plain word may be a member of the item or an outer name. */
export interface NameUse {
  path: string[]
  /** second reading of the same word, tried when the first does not exist */
  orElse?: string[]
}

/** Dotted paths an expression uses, each once: `me.ngaysinh`, `ban_sao.so_luong`. Bound names are resolved. */
export function namesIn(expr: Expr): string[] {
  return [...new Set(nameUses(expr).map((use) => use.path.join('.')))]
}

/** The same as paths, with both readings of words inside filters. */
export function nameUses(expr: Expr): NameUse[] {
  const uses: NameUse[] = []
  collect(expr, [], uses)
  return uses
}

/** What a bound name stands for: a path from outside, or something that has no path (a computed list). */
interface Bound {
  name: string
  path: string[] | undefined
  /** the items of a filter: their members can be written without the name */
  open?: true
}

function collect(expr: Expr, bound: Bound[], uses: NameUse[]): void {
  switch (expr.op) {
    case 'value':
      return
    case 'name':
    case 'path': {
      const use = useOf(expr, bound)
      if (use) uses.push(use)
      const start = startOf(expr)
      if (start.op !== 'name') collect(start, bound, uses)
      return
    }
    case 'list':
      for (const item of expr.items) collect(item, bound, uses)
      return
    case 'call':
      for (const arg of expr.args) collect(arg, bound, uses)
      return
    case 'and':
    case 'or':
    case 'compare':
    case 'arithmetic':
      collect(expr.left, bound, uses)
      collect(expr.right, bound, uses)
      return
    case 'negate':
      collect(expr.of, bound, uses)
      return
    case 'between':
      for (const part of [expr.value, expr.low, expr.high]) collect(part, bound, uses)
      return
    case 'in':
      collect(expr.value, bound, uses)
      for (const test of expr.tests) {
        for (const part of test.is === 'range' ? [test.low, test.high] : [test.value])
          collect(part, bound, uses)
      }
      return
    case 'if':
      for (const part of [expr.condition, expr.then, expr.else]) collect(part, bound, uses)
      return
    case 'at':
      collect(expr.list, bound, uses)
      return
    case 'filter': {
      collect(expr.list, bound, uses)
      const item: Bound = { name: 'item', path: pathOf(expr.list, bound), open: true }
      collect(expr.where, [item, ...bound], uses)
      return
    }
    case 'some':
    case 'every':
      collect(expr.where, bindAll(expr.bindings, bound, uses), uses)
      return
    case 'for':
      collect(expr.result, bindAll(expr.bindings, bound, uses), uses)
      return
  }
}

function bindAll(bindings: Binding[], bound: Bound[], uses: NameUse[]): Bound[] {
  let scope = bound
  for (const binding of bindings) {
    collect(binding.list, scope, uses)
    scope = [{ name: binding.name, path: pathOf(binding.list, scope) }, ...scope]
  }
  return scope
}

/** The path a name or member expression means; undefined when it leads into something computed. */
function useOf(expr: Expr, bound: Bound[]): NameUse | undefined {
  const words = wordsOf(expr)
  const [first, ...rest] = words ?? []
  if (first === undefined || words === undefined) return undefined
  for (const [i, entry] of bound.entries()) {
    if (entry.name === first) return entry.path && { path: [...entry.path, ...rest] }
    if (entry.open) {
      const outer = useOf(expr, bound.slice(i + 1))
      const inner = entry.path && [...entry.path, ...words]
      return inner ? { path: inner, ...(outer && { orElse: outer.path }) } : outer
    }
  }
  return { path: words }
}

/** The path of a list, seen through filters and picks; undefined for other expressions. */
function pathOf(expr: Expr, bound: Bound[]): string[] | undefined {
  if (expr.op === 'filter' || expr.op === 'at') return pathOf(expr.list, bound)
  return useOf(expr, bound)?.path
}

/** What a chain of members starts with: `a` of `a.b.c`, the filter of `a[x > 1].b`. */
function startOf(expr: Expr): Expr {
  return expr.op === 'path' ? startOf(expr.of) : expr
}

function wordsOf(expr: Expr): string[] | undefined {
  if (expr.op === 'name') return [expr.name]
  if (expr.op === 'filter' || expr.op === 'at') return wordsOf(expr.list)
  if (expr.op !== 'path') return undefined
  const of = wordsOf(expr.of)
  return of && [...of, expr.name]
}
