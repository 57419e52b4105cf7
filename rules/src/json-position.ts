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
