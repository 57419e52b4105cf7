/**
 * Expressions as data: a JSON tree made from FEEL text by `@motcua/rules/compile` when a definition is
 * published, and run here on server and browser. No tree can reach code, the clock or the network.
 *
 * Values are null, booleans, numbers, texts, lists and objects; dates are texts `YYYY-MM-DD`, so they compare
 * as texts do. What is missing or does not fit is null, and null spreads as in FEEL (DMN 1.5, chapter 10).
 */
import { callFunction, tidy } from './functions.ts'

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | '/' | '**'

/** One name bound to each item of a list in turn. */
export interface Binding {
  name: string
  list: Expr
}

/** One alternative of `x in (…)`: equal to (or member of), compared with, or within a range. */
export type InTest =
  | { is: Comparison; value: Expr }
  | { is: 'range'; low: Expr; high: Expr; lowOpen?: true; highOpen?: true }

/** `cautious`: with an empty side the answer is unknown, where FEEL says unequal. Used for rules of forms. */
export type Expr =
  | { op: 'value'; value: null | boolean | number | string }
  | { op: 'name'; name: string }
  | { op: 'path'; of: Expr; name: string }
  | { op: 'list'; items: Expr[] }
  | { op: 'and' | 'or'; left: Expr; right: Expr }
  | { op: 'compare'; is: Comparison; left: Expr; right: Expr; cautious?: true }
  | { op: 'arithmetic'; is: Arithmetic; left: Expr; right: Expr }
  | { op: 'negate'; of: Expr }
  | { op: 'between'; value: Expr; low: Expr; high: Expr }
  | { op: 'in'; value: Expr; tests: InTest[]; cautious?: true }
  | { op: 'if'; condition: Expr; then: Expr; else: Expr }
  | { op: 'at'; list: Expr; index: number }
  | { op: 'filter'; list: Expr; where: Expr }
  | { op: 'some' | 'every'; bindings: Binding[]; where: Expr }
  | { op: 'for'; bindings: Binding[]; result: Expr }
  | { op: 'call'; name: string; args: Expr[] }

/** Names an expression may use; `today` (`YYYY-MM-DD`) is what `today()` answers. */
export type Names = Readonly<Record<string, unknown>>

/** Names visible at one place, inner ones first. */
export interface Scope {
  names: Names
  outer?: Scope
}

/** The value of an expression; null when a name is missing or a value does not fit. Never throws. */
export function evaluate(expr: Expr, names: Names): unknown {
  return run(expr, { names })
}

/** The value of an expression with inner names (`row`, `value`) before outer ones. Never throws. */
export function evaluateIn(expr: Expr, scope: Scope): unknown {
  return run(expr, scope)
}

/** Whether a condition holds: null and anything but true count as no. */
export function holds(expr: Expr, names: Names): boolean {
  return run(expr, { names }) === true
}

function run(expr: Expr, scope: Scope): unknown {
  switch (expr.op) {
    case 'value':
      return expr.value
    case 'name':
      return lookUp(expr.name, scope)
    case 'path':
      return member(run(expr.of, scope), expr.name)
    case 'list':
      return expr.items.map((item) => run(item, scope))
    case 'and':
    case 'or':
      return connect(expr.op === 'or', expr.left, expr.right, scope)
    case 'compare':
      return compareSides(expr, scope)
    case 'arithmetic':
      return calculate(expr.is, run(expr.left, scope), run(expr.right, scope))
    case 'negate':
      return calculate('-', 0, run(expr.of, scope))
    case 'between': {
      const value = run(expr.value, scope)
      const low = compare('>=', value, run(expr.low, scope))
      return both(low, compare('<=', value, run(expr.high, scope)))
    }
    case 'in':
      return isIn(expr, scope)
    case 'if':
      return run(run(expr.condition, scope) === true ? expr.then : expr.else, scope)
    case 'at': {
      const list = asList(run(expr.list, scope))
      return known(list.at(expr.index > 0 ? expr.index - 1 : expr.index))
    }
    case 'filter':
      return asList(run(expr.list, scope)).filter((item) => run(expr.where, itemScope(item, scope)) === true)
    case 'some':
    case 'every':
      return quantify(expr.op === 'some', expr.bindings, expr.where, scope)
    case 'for': {
      const results: unknown[] = []
      const complete = eachCombination(expr.bindings, scope, (inner) => {
        results.push(run(expr.result, inner))
        return true
      })
      return complete ? results : null
    }
    case 'call':
      return callFunction(
        expr.name,
        expr.args.map((arg) => run(arg, scope)),
        lookUp('today', scope),
      )
  }
}

function lookUp(name: string, scope: Scope): unknown {
  for (let s: Scope | undefined = scope; s; s = s.outer) {
    if (Object.hasOwn(s.names, name)) return known(s.names[name])
  }
  return null
}

/** A member of an object, or the list of the members of a list's objects. Inherited members are not seen. */
function member(value: unknown, name: string, depth = 0): unknown {
  if (Array.isArray(value)) return depth > 50 ? null : value.map((item) => member(item, name, depth + 1))
  return isObject(value) && Object.hasOwn(value, name) ? known(value[name]) : null
}

function known(value: unknown): unknown {
  if (value === undefined || typeof value === 'function') return null
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** FEEL's implicit conversion: null is an empty list here, a single value is a list of one. */
function asList(value: unknown): unknown[] {
  if (value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** Three-valued and/or: `decisive` (true for or, false for and) wins over null, which wins over its opposite. */
function connect(decisive: boolean, left: Expr, right: Expr, scope: Scope): boolean | null {
  const a = run(left, scope)
  if (a === decisive) return decisive
  const b = run(right, scope)
  if (b === decisive) return decisive
  return a === !decisive && b === !decisive ? !decisive : null
}

function both(a: boolean | null, b: boolean | null): boolean | null {
  if (a === false || b === false) return false
  return a === null || b === null ? null : true
}

function compareSides(expr: Expr & { op: 'compare' }, scope: Scope): boolean | null {
  const a = run(expr.left, scope)
  const b = run(expr.right, scope)
  return expr.cautious && (a === null || b === null) ? null : compare(expr.is, a, b)
}

function compare(is: Comparison, a: unknown, b: unknown): boolean | null {
  if (is === '=') return equal(a, b)
  if (is === '!=') {
    const same = equal(a, b)
    return same === null ? null : !same
  }
  if (typeof a === 'number' && typeof b === 'number') return inOrder(is, a - b)
  if (typeof a === 'string' && typeof b === 'string') return inOrder(is, a < b ? -1 : a > b ? 1 : 0)
  return null
}

function inOrder(is: '<' | '<=' | '>' | '>=', difference: number): boolean {
  if (is === '<') return difference < 0
  if (is === '<=') return difference <= 0
  return is === '>' ? difference > 0 : difference >= 0
}

/** Equality: null equals only null; values of different kinds cannot be compared (null). */
function equal(a: unknown, b: unknown, depth = 0): boolean | null {
  if (a === null || b === null) return a === b
  if (typeof a !== typeof b || Array.isArray(a) !== Array.isArray(b) || depth > 50) return null
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => equal(known(item), known(b[i]), depth + 1) === true)
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a)
    return (
      keys.length === Object.keys(b).length &&
      keys.every((k) => Object.hasOwn(b, k) && equal(known(a[k]), known(b[k]), depth + 1) === true)
    )
  }
  return a === b
}

function calculate(is: Arithmetic, a: unknown, b: unknown): number | string | null {
  if (is === '+' && typeof a === 'string' && typeof b === 'string') return a + b
  if (typeof a !== 'number' || typeof b !== 'number') return null
  return tidy(rawResult(is, a, b))
}

function rawResult(is: Arithmetic, a: number, b: number): number {
  switch (is) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '**':
      return a ** b
  }
}

function isIn(expr: Expr & { op: 'in' }, scope: Scope): boolean | null {
  const value = run(expr.value, scope)
  if (expr.cautious && value === null) return null
  let unknown = false
  for (const test of expr.tests) {
    const passed = passes(value, test, scope)
    if (passed === true) return true
    if (passed === null) unknown = true
  }
  return unknown ? null : false
}

function passes(value: unknown, test: InTest, scope: Scope): boolean | null {
  if (test.is === 'range') {
    const low = compare(test.lowOpen ? '>' : '>=', value, run(test.low, scope))
    return both(low, compare(test.highOpen ? '<' : '<=', value, run(test.high, scope)))
  }
  const other = run(test.value, scope)
  if (test.is === '=' && Array.isArray(other) && !Array.isArray(value)) {
    return other.some((item) => equal(value, known(item)) === true)
  }
  return compare(test.is, value, other)
}

/** Names inside a filter: `item`, then the members of the item, then those outside. */
function itemScope(item: unknown, outer: Scope): Scope {
  const withItem = { names: { item }, outer }
  return isObject(item) ? { names: item, outer: withItem } : withItem
}

/** `some` and `every`, three-valued; over a missing list null. */
function quantify(some: boolean, bindings: Binding[], where: Expr, scope: Scope): boolean | null {
  let result: boolean | null = !some
  const complete = eachCombination(bindings, scope, (inner) => {
    const value = run(where, inner)
    if (value === some) result = some
    else if (value !== !some) result = null
    return value !== some
  })
  return complete || result === some ? result : null
}

/** Calls `visit` for each combination until it answers false; false when it did, or when a list is missing. */
function eachCombination(bindings: Binding[], scope: Scope, visit: (scope: Scope) => boolean): boolean {
  const [first, ...rest] = bindings
  if (!first) return visit(scope)
  const list = run(first.list, scope)
  if (list === null) return false
  return asList(list).every((item) =>
    eachCombination(rest, { names: { [first.name]: item }, outer: scope }, visit),
  )
}
