/** Where a text stops being JSON: what `JSON.parse` says of it differs between engines and versions. */

/** A place in a text, both counted from 1. */
export interface TextPosition {
  line: number
  column: number
}

/** Place of the first thing that is not JSON (RFC 8259); undefined when the whole text is JSON. */
export function findJsonError(text: string): TextPosition | undefined {
  const open: ('{' | '[')[] = []
  let state: State = 'value'
  TOKEN.lastIndex = 0
  for (;;) {
    BLANKS.lastIndex = TOKEN.lastIndex
    BLANKS.exec(text)
    const at = BLANKS.lastIndex
    if (at === text.length) return state === 'end' ? undefined : positionAt(text, at)
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)?.[0]
    const next: State | undefined = token === undefined ? undefined : step(state, token, open)
    if (next === undefined) return positionAt(text, at)
    state = next
  }
}

/**
 * Place of the value that a JSON pointer (RFC 6901) leads to, or of the nearest value above it that is there.
 * @param text whole and correct JSON
 */
export function findJsonPointer(text: string, pointer: string): TextPosition {
  const path = pointer.split('/').slice(1)
  let at = skip(text, 0)
  for (const part of path) {
    const inner = memberAt(text, at, part.replaceAll('~1', '/').replaceAll('~0', '~'))
    if (inner === undefined) break
    at = inner
  }
  return positionAt(text, at)
}

/** Where the value of a member, or of an item, begins inside the object or list at a place. */
function memberAt(text: string, at: number, key: string): number | undefined {
  const open = text[at]
  if (open !== '{' && open !== '[') return undefined
  let next = skip(text, at + 1)
  for (let i = 0; text[next] !== undefined && text[next] !== '}' && text[next] !== ']'; i++) {
    let name = String(i)
    if (open === '{') {
      const end = endOfValue(text, next)
      name = JSON.parse(text.slice(next, end)) as string
      next = skip(text, skip(text, end) + 1)
    }
    if (name === key) return next
    next = skip(text, endOfValue(text, next))
    if (text[next] === ',') next = skip(text, next + 1)
  }
  return undefined
}

function skip(text: string, at: number): number {
  BLANKS.lastIndex = at
  BLANKS.exec(text)
  return BLANKS.lastIndex
}

function endOfValue(text: string, at: number): number {
  let depth = 0
  TOKEN.lastIndex = at
  for (;;) {
    const token = TOKEN.exec(text)?.[0]
    if (token === undefined) return text.length
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    if (depth <= 0) return TOKEN.lastIndex
    TOKEN.lastIndex = skip(text, TOKEN.lastIndex)
  }
}

/** What may come next. */
type State = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'end'

const BLANKS = /[ \t\n\r]*/y
const TOKEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON texts hold no bare control characters
  /[{}[\],:]|"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

function step(state: State, token: string, open: ('{' | '[')[]): State | undefined {
  const inside = open.at(-1)
  const closes = (token === '}' && inside === '{') || (token === ']' && inside === '[')
  switch (state) {
    case ', or end':
      if (token === ',') return inside === '{' ? 'key' : 'value'
      return closes ? close(open) : undefined
    case 'key or }':
      if (closes) return close(open)
      return token.startsWith('"') ? ':' : undefined
    case 'key':
      return token.startsWith('"') ? ':' : undefined
    case ':':
      return token === ':' ? 'value' : undefined
    case 'value or ]':
      return closes ? close(open) : startValue(token, open)
    case 'value':
      return startValue(token, open)
    case 'end':
      return undefined
  }
}

function startValue(token: string, open: ('{' | '[')[]): State | undefined {
  if (token === '{' || token === '[') {
    open.push(token)
    return token === '{' ? 'key or }' : 'value or ]'
  }
  if ('}],:'.includes(token)) return undefined
  return open.length > 0 ? ', or end' : 'end'
}

function close(open: ('{' | '[')[]): State {
  open.pop()
  return open.length > 0 ? ', or end' : 'end'
}

function positionAt(text: string, index: number): TextPosition {
  const before = text.slice(0, index).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
