/**
 * A safe subset of regular expressions. A pattern is run as a set of states, one letter at a time, so the time
 * grows with pattern × text and never explodes as backtracking engines do; the whole text must match.
 * Known: letters, `.`, `\d \w \s \D \W \S`, `\p{L}` and other properties, `[…]`, `(…)`, `(?:…)`, `|`,
 * `? * + {n} {n,} {n,m}`. Refused: look-around, back-references, lazy quantifiers, `^` and `$` in the middle.
 */

/** Tells whether a whole text matches. */
export type Matcher = (text: string) => boolean

/** A pattern that cannot be used; the message is a Vietnamese sentence. */
export class PatternError extends Error {
  override readonly name = 'PatternError'
}

/** Compiles a pattern; throws PatternError when it is wrong, refused or too big (500 characters, 1000 states). */
export function compilePattern(source: string): Matcher {
  if (source.length > 500) throw new PatternError('Mẫu dài quá 500 ký tự.')
  const reader: Reader = {
    letters: [...source.replace(/^\^/, '').replace(/(?<!\\)\$$/, '')],
    at: 0,
    depth: 0,
  }
  const tree = readAlternatives(reader)
  if (reader.at < reader.letters.length) throw new PatternError('Mẫu thừa dấu đóng ngoặc.')
  const states: State[] = []
  const start = build(tree, addState(states, { kind: 'end' }), states)
  return (text) => matches(text, start, states)
}

type Tree =
  | { kind: 'letter'; test: (letter: string) => boolean }
  | { kind: 'sequence'; items: Tree[] }
  | { kind: 'alternatives'; items: Tree[] }
  | { kind: 'repeat'; item: Tree; min: number; max: number }

interface Reader {
  letters: string[]
  at: number
  depth: number
}

function readAlternatives(r: Reader): Tree {
  const items = [readSequence(r)]
  while (r.letters[r.at] === '|') {
    r.at++
    items.push(readSequence(r))
  }
  return items.length === 1 && items[0] ? items[0] : { kind: 'alternatives', items }
}

function readSequence(r: Reader): Tree {
  const items: Tree[] = []
  while (r.at < r.letters.length && r.letters[r.at] !== '|' && r.letters[r.at] !== ')') {
    items.push(readQuantified(r))
  }
  return { kind: 'sequence', items }
}

function readQuantified(r: Reader): Tree {
  const item = readAtom(r)
  const quantifier = /^(?:[?*+]|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})/.exec(
    r.letters.slice(r.at, r.at + 12).join(''),
  )
  if (!quantifier) {
    if (r.letters[r.at] === '{') throw new PatternError('Số lần lặp { } viết sai.')
    return item
  }
  r.at += quantifier[0].length
  if (['?', '*', '+', '{'].includes(r.letters[r.at] ?? '')) {
    throw new PatternError('Không dùng hai dấu lặp liền nhau.')
  }
  const [min, max] = bounds(quantifier)
  if (max < min) throw new PatternError('Số lần lặp ít nhất lớn hơn số lần nhiều nhất.')
  return { kind: 'repeat', item, min, max }
}

function bounds([whole, min, comma, max]: RegExpExecArray): [number, number] {
  if (whole === '?') return [0, 1]
  if (whole === '*') return [0, Number.POSITIVE_INFINITY]
  if (whole === '+') return [1, Number.POSITIVE_INFINITY]
  const least = Number(min)
  if (!comma) return [least, least]
  return [least, max === undefined ? Number.POSITIVE_INFINITY : Number(max)]
}

function readAtom(r: Reader): Tree {
  const letter = r.letters[r.at]
  if (letter === undefined) throw new PatternError('Mẫu chưa viết hết.')
  if (letter === '(') return readGroup(r)
  if ('^$*+?{'.includes(letter)) {
    throw new PatternError(`Dấu “${letter}” đặt sai chỗ; muốn lấy chính dấu này thì viết \\${letter}.`)
  }
  if (letter === '[') return { kind: 'letter', test: letterTest(takeClass(r)) }
  if (letter === '\\') return { kind: 'letter', test: letterTest(takeEscape(r)) }
  r.at++
  if (letter === '.') return { kind: 'letter', test: (x) => x !== '\n' }
  return { kind: 'letter', test: (x) => x === letter }
}

function readGroup(r: Reader): Tree {
  r.at++
  if (r.letters[r.at] === '?') {
    if (r.letters[r.at + 1] !== ':') throw new PatternError('Chưa hỗ trợ nhóm đặc biệt “(?”.')
    r.at += 2
  }
  if (++r.depth > 20) throw new PatternError('Mẫu lồng nhau quá 20 lớp.')
  const inner = readAlternatives(r)
  if (r.letters[r.at] !== ')') throw new PatternError('Mẫu thiếu dấu đóng ngoặc.')
  r.at++
  r.depth--
  return inner
}

function takeClass(r: Reader): string {
  const start = r.at++
  while (r.at < r.letters.length && r.letters[r.at] !== ']') {
    if (r.letters[r.at] === '\\') takeEscape(r)
    else r.at++
  }
  if (r.letters[r.at] !== ']') throw new PatternError('Mẫu thiếu dấu ] đóng tập ký tự.')
  return r.letters.slice(start, ++r.at).join('')
}

function takeEscape(r: Reader): string {
  const rest = r.letters.slice(r.at, r.at + 40).join('')
  const found = /^\\(?:[dDwWsStn]|[pP]\{[A-Za-z_=]{1,30}\}|[\^$\\.*+?()[\]{}|/-])/.exec(rest)
  if (!found) throw new PatternError(`Chưa hỗ trợ “${rest.slice(0, 2)}” trong mẫu.`)
  r.at += found[0].length
  return found[0]
}

/** One class or escape asked of one letter: here the engine's own regular expressions cannot backtrack. */
function letterTest(source: string): (letter: string) => boolean {
  try {
    const one = new RegExp(`^(?:${source})$`, 'u')
    return (letter) => one.test(letter)
  } catch {
    throw new PatternError(`Không hiểu “${source}” trong mẫu.`)
  }
}

type State =
  | { kind: 'end' }
  | { kind: 'letter'; test: (letter: string) => boolean; next: number }
  | { kind: 'fork'; next: number[] }

function addState(states: State[], state: State): number {
  if (states.length >= 1000) throw new PatternError('Mẫu quá phức tạp (hơn 1000 trạng thái).')
  return states.push(state) - 1
}

/** Adds the states of a tree that go on to `next`; answers the first of them (Thompson's construction). */
function build(tree: Tree, next: number, states: State[]): number {
  switch (tree.kind) {
    case 'letter':
      return addState(states, { kind: 'letter', test: tree.test, next })
    case 'sequence':
      return tree.items.reduceRight((after, item) => build(item, after, states), next)
    case 'alternatives':
      return addState(states, { kind: 'fork', next: tree.items.map((item) => build(item, next, states)) })
    case 'repeat':
      return buildRepeat(tree, next, states)
  }
}

function buildRepeat(tree: { item: Tree; min: number; max: number }, next: number, states: State[]): number {
  let after = next
  if (tree.max === Number.POSITIVE_INFINITY) {
    const fork: State = { kind: 'fork', next: [next] }
    after = addState(states, fork)
    fork.next.push(build(tree.item, after, states))
  } else {
    for (let i = tree.min; i < tree.max; i++) {
      after = addState(states, { kind: 'fork', next: [build(tree.item, after, states), next] })
    }
  }
  for (let i = 0; i < tree.min; i++) {
    const before = states.length
    after = build(tree.item, after, states)
    if (states.length === before) break // nothing to repeat, as in (){1000}
  }
  return after
}

function matches(text: string, start: number, states: State[]): boolean {
  let current = reach([start], states)
  for (const letter of text) {
    const following: number[] = []
    for (const index of current) {
      const state = states[index]
      if (state?.kind === 'letter' && state.test(letter)) following.push(state.next)
    }
    current = reach(following, states)
    if (current.size === 0) return false
  }
  return [...current].some((index) => states[index]?.kind === 'end')
}

/** The states reachable without reading a letter. */
function reach(from: number[], states: State[]): Set<number> {
  const seen = new Set<number>()
  const open = [...from]
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (seen.has(index)) continue
    seen.add(index)
    const state = states[index]
    if (state?.kind === 'fork') open.push(...state.next)
  }
  return seen
}
