/** FEEL text to the JSON tree of `expression.ts`. Used at publication only: the parser never reaches browsers. */
import { parser } from 'lezer-feel'
import type { Arithmetic, Binding, Comparison, Expr, InTest } from '../expression.ts'
import { functionArity, functionNames } from '../functions.ts'
import { nfc } from '../text.ts'

type SyntaxNode = ReturnType<typeof parser.parse>['topNode']

/** A text that is no expression we run. `position` counts characters of the text from 1. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  readonly position: number
  constructor(message: string, position: number) {
    super(`Biểu thức sai ở vị trí ${position}: ${message}`)
    this.position = position
  }
}

/**
 * Compiles a FEEL expression; a leading `=` (as Camunda writes) is dropped. Throws ExpressionError naming what
 * is wrong and where: bad syntax, a construct that is not supported, an unknown function, `${…}` code.
 * @param options `cautious` makes `=`, `!=` and `in` unknown instead of false when a side is empty, except
 *   against a written `null`
 */
export function compileExpression(text: string, options: { cautious?: boolean } = {}): Expr {
  if (text.length > MAX_LENGTH) {
    throw new ExpressionError(`biểu thức dài quá ${MAX_LENGTH} ký tự.`, MAX_LENGTH)
  }
  const template = text.indexOf('${')
  if (template >= 0) {
    const advice = 'không dùng $ và ngoặc nhọn; hãy viết biểu thức FEEL, ví dụ: so_tien > 1000000.'
    throw new ExpressionError(advice, template + 1)
  }
  const source = text.replace(/^(\s*)=(?!=)/, '$1 ')
  if (source.trim() === '') throw new ExpressionError('biểu thức trống.', 1)
  const top = parser.parse(source).topNode
  refuseSyntaxErrors(top, source)
  const [root, extra] = children(top)
  if (!root) throw new ExpressionError('biểu thức trống.', 1)
  if (extra) throw unsupported(extra, source)
  return compile(root, { source, depth: 0, cautious: options.cautious ?? false })
}

const MAX_LENGTH = 4000
const MAX_DEPTH = 50

interface Place {
  source: string
  depth: number
  cautious: boolean
}

function compile(node: SyntaxNode, outer: Place): Expr {
  const place = { ...outer, depth: outer.depth + 1 }
  if (place.depth > MAX_DEPTH) throw errorAt(node, `biểu thức lồng nhau quá ${MAX_DEPTH} lớp.`)
  switch (node.name) {
    case 'ParenthesizedExpression':
      return compile(child(node, 1, place), place)
    case 'null':
      return { op: 'value', value: null }
    case 'BooleanLiteral':
      return { op: 'value', value: textOf(node, place) === 'true' }
    case 'NumericLiteral':
      return { op: 'value', value: numberOf(node, place) }
    case 'StringLiteral':
      return { op: 'value', value: stringOf(node, place) }
    case 'VariableName':
      return { op: 'name', name: nameOf(node, place) }
    case 'PathExpression':
      return {
        op: 'path',
        of: compile(child(node, 0, place), place),
        name: nameOf(child(node, 2, place), place),
      }
    case 'List':
      return { op: 'list', items: values(node).map((item) => compile(item, place)) }
    case 'Conjunction':
    case 'Disjunction': {
      const op = node.name === 'Conjunction' ? 'and' : 'or'
      return { op, left: compile(child(node, 0, place), place), right: compile(child(node, 2, place), place) }
    }
    case 'Comparison':
      return comparison(node, place)
    case 'ArithmeticExpression':
      return arithmetic(node, place)
    case 'IfExpression': {
      const [condition, then, otherwise] = [
        child(node, 1, place),
        child(node, 3, place),
        child(node, 5, place),
      ]
      return {
        op: 'if',
        condition: compile(condition, place),
        then: compile(then, place),
        else: compile(otherwise, place),
      }
    }
    case 'FilterExpression':
      return filter(node, place)
    case 'QuantifiedExpression': {
      const op = textOf(child(node, 0, place), place) === 'some' ? 'some' : 'every'
      const where = compile(child(node, 3, place), place)
      return { op, bindings: bindingsOf(child(node, 1, place), place), where }
    }
    case 'ForExpression': {
      const result = compile(child(node, 3, place), place)
      return { op: 'for', bindings: bindingsOf(child(node, 1, place), place), result }
    }
    case 'FunctionInvocation':
      return call(child(node, 0, place), child(node, 2, place), place)
    case 'DateTimeLiteral':
      return dateLiteral(node, place)
    default:
      throw unsupported(node, place.source)
  }
}

function comparison(node: SyntaxNode, place: Place): Expr {
  const parts = children(node)
  const left = compile(child(node, 0, place), place)
  const operator = child(node, 1, place)
  if (operator.name === 'CompareOp') {
    const right = compile(child(node, 2, place), place)
    const cautious = place.cautious && !isNull(left) && !isNull(right)
    const is = comparisonOf(operator, place)
    return { op: 'compare', is, left, right, ...(cautious && { cautious }) }
  }
  if (operator.name === 'between') {
    const [low, high] = [compile(child(node, 2, place), place), compile(child(node, 4, place), place)]
    return { op: 'between', value: left, low, high }
  }
  if (operator.name !== 'in') throw unsupported(operator, place.source)
  const tests = parts
    .slice(2)
    .flatMap((part) => (part.name === 'PositiveUnaryTests' ? children(part) : [part]))
    .filter((part) => part.name === 'PositiveUnaryTest')
  return {
    op: 'in',
    value: left,
    tests: tests.map((test) => unaryTest(child(test, 0, place), place)),
    ...(place.cautious && { cautious: true as const }),
  }
}

function isNull(expr: Expr): boolean {
  return expr.op === 'value' && expr.value === null
}

function unaryTest(node: SyntaxNode, place: Place): InTest {
  if (node.name !== 'SimplePositiveUnaryTest') return { is: '=', value: compile(node, place) }
  const first = child(node, 0, place)
  if (first.name === 'CompareOp') {
    return { is: comparisonOf(first, place), value: compile(child(node, 1, place), place) }
  }
  if (first.name !== 'Interval') throw unsupported(first, place.source)
  const open = textOf(child(first, 0, place), place) !== '['
  const closed = textOf(child(first, 4, place), place) === ']'
  return {
    is: 'range',
    low: compile(child(first, 1, place), place),
    high: compile(child(first, 3, place), place),
    ...(open && { lowOpen: true as const }),
    ...(!closed && { highOpen: true as const }),
  }
}

function arithmetic(node: SyntaxNode, place: Place): Expr {
  const [first, second, third] = children(node)
  if (first?.name === 'ArithOp' && second && !third) return { op: 'negate', of: compile(second, place) }
  if (!first || !second || !third) throw unsupported(node, place.source)
  const is = textOf(second, place)
  if (!isArithmetic(is)) throw unsupported(second, place.source)
  return { op: 'arithmetic', is, left: compile(first, place), right: compile(third, place) }
}

/** `list[2]` and `list[-1]` pick by place, anything else selects the items for which it is true. */
function filter(node: SyntaxNode, place: Place): Expr {
  const list = compile(child(node, 0, place), place)
  const where = child(node, 2, place)
  if (where.name !== 'NumericLiteral') return { op: 'filter', list, where: compile(where, place) }
  const index = numberOf(where, place)
  if (!Number.isInteger(index) || index === 0) throw errorAt(where, 'vị trí trong danh sách đếm từ 1.')
  return { op: 'at', list, index }
}

function bindingsOf(node: SyntaxNode, place: Place): Binding[] {
  return children(node)
    .filter((part) => part.name === 'InExpression')
    .map((part) => {
      const source = children(child(part, 2, place))
      if (source.length !== 1 || !source[0]) throw unsupported(child(part, 2, place), place.source)
      return { name: nameOf(child(part, 0, place), place), list: compile(source[0], place) }
    })
}

function call(callee: SyntaxNode, parameters: SyntaxNode, place: Place): Expr {
  if (callee.name !== 'VariableName') throw errorAt(callee, 'chỉ gọi được hàm có sẵn theo tên.')
  const name = textOf(callee, place).replace(/\s+/g, ' ')
  const arity = functionArity(name)
  if (!arity) {
    throw errorAt(callee, `không có hàm “${name}”. Các hàm: ${functionNames().join(', ')}.`)
  }
  if (parameters.name === 'NamedParameters') throw unsupported(parameters, place.source)
  const args = children(parameters).map((arg) => compile(arg, place))
  if (args.length < arity.min || args.length > arity.max) {
    const range = arity.min === arity.max ? `${arity.min}` : `${arity.min} đến ${arity.max}`
    throw errorAt(callee, `hàm “${name}” cần ${range} tham số, ở đây có ${args.length}.`)
  }
  return { op: 'call', name, args }
}

/** `date("2026-01-05")`, `date(x)` and `@"2026-01-05"`; times and durations are not supported. */
function dateLiteral(node: SyntaxNode, place: Place): Expr {
  const first = child(node, 0, place)
  const isDate = first.name === 'DateTimeConstructor' && textOf(first, place).trim() === 'date'
  const arg = isDate ? children(child(node, 2, place))[0] : children(first)[0]
  if (!arg || (!isDate && first.name !== 'AtLiteral')) throw unsupported(node, place.source)
  const value = compile(arg, place)
  if (isDate && children(child(node, 2, place)).length !== 1) throw unsupported(node, place.source)
  if (value.op === 'value' && !/^\d{4}-\d\d-\d\d$/.test(String(value.value))) {
    throw errorAt(arg, 'ngày phải viết dạng "2026-01-05".')
  }
  return { op: 'call', name: 'date', args: [value] }
}

/** Children without comments. */
function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let c = node.firstChild; c; c = c.nextSibling) {
    if (c.name !== 'BlockComment' && c.name !== 'LineComment') found.push(c)
  }
  return found
}

function values(list: SyntaxNode): SyntaxNode[] {
  return children(list).filter((c) => c.name !== '[' && c.name !== ']')
}

function child(node: SyntaxNode, index: number, place: Place): SyntaxNode {
  const found = children(node)[index]
  if (!found) throw unsupported(node, place.source)
  return found
}

function textOf(node: SyntaxNode, place: Place): string {
  return place.source.slice(node.from, node.to)
}

/** Names are single words of letters, digits and `_`, so that a forgotten operator is noticed. */
function nameOf(node: SyntaxNode, place: Place): string {
  const name = nfc(textOf(node, place))
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
    throw errorAt(
      node,
      `“${name}” không phải là tên: tên chỉ gồm chữ, số và dấu gạch dưới, không có khoảng trắng.`,
    )
  }
  return name
}

function numberOf(node: SyntaxNode, place: Place): number {
  const value = Number(textOf(node, place).replace(/\s+/g, ''))
  if (!Number.isFinite(value)) throw errorAt(node, 'số không hợp lệ hoặc quá lớn.')
  return value + 0
}

function stringOf(node: SyntaxNode, place: Place): string {
  const inner = textOf(node, place).slice(1, -1)
  const text = inner.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gs,
    (_, short?: string, long?: string, other = '') => {
      if (!short && !long) return ESCAPES[other] ?? other
      const code = Number.parseInt(short ?? long ?? '', 16)
      return code > 0x10ffff ? '' : String.fromCodePoint(code)
    },
  )
  return nfc(text)
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function comparisonOf(node: SyntaxNode, place: Place): Comparison {
  const is = textOf(node, place)
  if (is === '=' || is === '!=' || is === '<' || is === '<=' || is === '>' || is === '>=') return is
  throw errorAt(node, `không có phép so sánh “${is}”; so sánh bằng viết là =.`)
}

function isArithmetic(is: string): is is Arithmetic {
  return ['+', '-', '*', '/', '**'].includes(is)
}

function refuseSyntaxErrors(top: SyntaxNode, source: string): void {
  const cursor = top.cursor()
  do {
    if (!cursor.type.isError) continue
    const found = source.slice(cursor.from, Math.min(source.length, cursor.from + 20)).trim()
    const what = found === '' ? 'biểu thức chưa viết hết.' : `không hiểu từ chỗ “${found}”.`
    throw new ExpressionError(what, cursor.from + 1)
  } while (cursor.next())
}

function errorAt(node: SyntaxNode, message: string): ExpressionError {
  return new ExpressionError(message, node.from + 1)
}

function unsupported(node: SyntaxNode, source: string): ExpressionError {
  const text = source.slice(node.from, Math.min(node.to, node.from + 40))
  const kind = CONSTRUCTS[node.name] ?? node.name
  return errorAt(node, `chưa hỗ trợ ${kind} (“${text}”).`)
}

const CONSTRUCTS: Readonly<Record<string, string>> = {
  Context: 'đối tượng viết trực tiếp { }',
  FunctionDefinition: 'định nghĩa hàm',
  InstanceOfExpression: 'phép instance of',
  NamedParameters: 'tham số gọi theo tên',
  DateTimeLiteral: 'giờ, khoảng thời gian hoặc cách viết ngày này',
  IterationContext: 'dãy số chạy a..b',
  SimplePositiveUnaryTest: 'phép thử đứng một mình',
  '?': 'dấu ?',
}
