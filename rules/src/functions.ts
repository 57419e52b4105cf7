/** Functions of expressions: FEEL's own where they exist, and a few of ours for ages and Vietnamese numbers. */
import { addDays, addMonths, daysBetween, isCivilDate, monthsBetween, yearsBetween } from './dates.ts'
import { parseCitizenNumber } from './ids.ts'

interface FeelFunction {
  /** least and greatest number of arguments */
  min: number
  max: number
  run(args: readonly unknown[], today: unknown): unknown
}

/** Result of a function; null when there is no such function or the arguments do not fit. Never throws. */
export function callFunction(name: string, args: readonly unknown[], today: unknown): unknown {
  const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  return found?.run(args, today) ?? null
}

/** How many arguments a function takes; undefined when it does not exist. */
export function functionArity(name: string): { min: number; max: number } | undefined {
  const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined
  return found && { min: found.min, max: found.max }
}

/** Names of all functions, for messages and editors. */
export function functionNames(): string[] {
  return Object.keys(FUNCTIONS)
}

/** Fifteen digits, so that 0.1 + 0.2 = 0.3; null instead of infinities, no negative zero. */
export function tidy(value: number): number | null {
  if (!Number.isFinite(value)) return null
  return (Number.isInteger(value) ? value : Number(value.toPrecision(15))) + 0
}

const MANY = 100

const FUNCTIONS: Readonly<Record<string, FeelFunction>> = {
  not: one((x) => (typeof x === 'boolean' ? !x : null)),
  today: { min: 0, max: 0, run: (_, today) => (isCivilDate(today) ? today : null) },
  'is empty': one(isEmpty),
  'is defined': one((x) => x !== null),
  coalesce: { min: 2, max: 2, run: ([a, b]) => (a === null ? b : a) },

  count: one((x) => (x === null ? 0 : Array.isArray(x) ? x.length : 1)),
  sum: numbers((list) => list.reduce((a, b) => a + b, 0)),
  mean: numbers((list) => (list.length === 0 ? null : list.reduce((a, b) => a + b, 0) / list.length)),
  min: { min: 1, max: MANY, run: (args) => extreme(args, -1) },
  max: { min: 1, max: MANY, run: (args) => extreme(args, 1) },
  'list contains': { min: 2, max: 2, run: ([list, x]) => (Array.isArray(list) ? list.includes(x) : null) },
  'distinct values': one((x) => (Array.isArray(x) ? [...new Set(x)] : null)),
  concatenate: { min: 1, max: MANY, run: (args) => (args.every(Array.isArray) ? args.flat() : null) },

  contains: texts((text, part) => text.includes(part)),
  'starts with': texts((text, part) => text.startsWith(part)),
  'ends with': texts((text, part) => text.endsWith(part)),
  'string length': one((x) => (typeof x === 'string' ? [...x].length : null)),
  'upper case': one((x) => (typeof x === 'string' ? x.toUpperCase() : null)),
  'lower case': one((x) => (typeof x === 'string' ? x.toLowerCase() : null)),
  trim: one((x) => (typeof x === 'string' ? x.trim() : null)),
  substring: { min: 2, max: 3, run: ([text, start, length]) => substring(text, start, length) },
  string: one((x) => (['string', 'number', 'boolean'].includes(typeof x) ? String(x) : null)),

  number: one(toNumber),
  abs: one((x) => (typeof x === 'number' ? Math.abs(x) : null)),
  floor: one((x) => (typeof x === 'number' ? Math.floor(x) + 0 : null)),
  ceiling: one((x) => (typeof x === 'number' ? Math.ceil(x) + 0 : null)),
  round: { min: 1, max: 2, run: ([n, places]) => round(n, places ?? 0) },
  modulo: {
    min: 2,
    max: 2,
    run: ([a, b]) =>
      typeof a === 'number' && typeof b === 'number' && b !== 0 ? a - b * Math.floor(a / b) : null,
  },

  date: one((x) => (isCivilDate(x) ? x : null)),
  year: one((x) => (isCivilDate(x) ? Number(x.slice(0, 4)) : null)),
  month: one((x) => (isCivilDate(x) ? Number(x.slice(5, 7)) : null)),
  day: one((x) => (isCivilDate(x) ? Number(x.slice(8, 10)) : null)),
  age: texts(yearsBetween),
  months: texts(monthsBetween),
  days: texts(daysBetween),
  'add days': shifted(addDays),
  'add months': shifted(addMonths),

  'citizen birth year': one((x) => (typeof x === 'string' ? parseCitizenNumber(x)?.birthYear : null)),
  'citizen sex': one((x) => (typeof x === 'string' ? parseCitizenNumber(x)?.sex : null)),
}

function one(run: (x: unknown) => unknown): FeelFunction {
  return { min: 1, max: 1, run: ([x]) => run(x ?? null) }
}

function texts(run: (a: string, b: string) => unknown): FeelFunction {
  return {
    min: 2,
    max: 2,
    run: ([a, b]) => (typeof a === 'string' && typeof b === 'string' ? run(a, b) : null),
  }
}

function shifted(run: (date: string, by: number) => unknown): FeelFunction {
  return {
    min: 2,
    max: 2,
    run: ([date, by]) => (typeof date === 'string' && typeof by === 'number' ? run(date, by) : null),
  }
}

/** A list, or the arguments themselves; null when one of them is no number. The sum of nothing is 0. */
function numbers(run: (list: readonly number[]) => number | null): FeelFunction {
  return {
    min: 1,
    max: MANY,
    run: (args) => {
      const list = listOf(args)
      if (!list.every((x) => typeof x === 'number')) return null
      const result = run(list)
      return result === null ? null : tidy(result)
    },
  }
}

function listOf(args: readonly unknown[]): readonly unknown[] {
  return args.length === 1 && Array.isArray(args[0]) ? args[0] : args
}

/** Smallest (direction -1) or greatest (1) of numbers or of texts; null for nothing, nulls or a mixture. */
function extreme(args: readonly unknown[], direction: 1 | -1): unknown {
  const list = listOf(args)
  if (list.length === 0) return null
  if (list.every((x) => typeof x === 'number'))
    return list.reduce((a, b) => ((b - a) * direction > 0 ? b : a))
  if (list.every((x) => typeof x === 'string'))
    return list.reduce((a, b) => (direction > 0 === b > a ? b : a))
  return null
}

function isEmpty(x: unknown): boolean {
  if (x === null || x === '') return true
  return typeof x === 'object' && (Array.isArray(x) ? x.length === 0 : Object.keys(x).length === 0)
}

/** FEEL positions count from 1, negative ones from the end; letters outside the basic plane count as one. */
function substring(text: unknown, start: unknown, length: unknown): string | null {
  if (typeof text !== 'string' || typeof start !== 'number' || start === 0) return null
  if (length !== undefined && (typeof length !== 'number' || length < 1)) return null
  const letters = [...text]
  const from = start > 0 ? start - 1 : Math.max(letters.length + start, 0)
  return letters.slice(from, length === undefined ? undefined : from + length).join('')
}

function toNumber(x: unknown): number | null {
  if (typeof x === 'number') return x
  return typeof x === 'string' && /^-?\d{1,15}(\.\d{1,15})?$/.test(x) ? Number(x) + 0 : null
}

function round(n: unknown, places: unknown): number | null {
  if (typeof n !== 'number' || typeof places !== 'number') return null
  if (!Number.isInteger(places) || places < 0 || places > 12) return null
  return roundTo(n, places)
}

/** Half away from zero, as amounts are rounded on receipts. */
function roundTo(n: number, places: number): number {
  if (Math.abs(n) >= 1e15) return n
  const factor = 10 ** places
  const scaled = Number((Math.abs(n) * factor).toPrecision(15))
  return Number.isFinite(scaled) ? (Math.sign(n) * Math.round(scaled)) / factor + 0 : n
}
