/** Finding a thing in a short list by two or three keys, as people who use it all day type. */
import { searchText } from './text.ts'

/**
 * How well a few letters name a text: initials in a row (`sy` for "sao y", `bsbc` for "bản sao từ bản chính" with small
 * words left out), beginnings of words (`khai si`), or a part of it. 0 is no match; more is better, and earlier words
 * count more. Tones and case do not matter.
 */
export function abbreviationScore(query: string, text: string): number {
  const wanted = searchText(query)
  const whole = searchText(text)
  if (wanted === '' || whole === '') return 0
  if (whole === wanted) return 100
  const words = whole.split(/[^a-z0-9]+/).filter((word) => word !== '')
  const letters = wanted.replaceAll(' ', '')
  // What a thing is stands at its end: `kh` is "đăng ký kết hôn" before "đăng ký khai sinh".
  if (letters.length > 1 && initialsOf(words).endsWith(letters)) return 85
  const at = wordsBegin(words, wanted.split(' '))
  if (at >= 0) return 80 - Math.min(at, 20)
  for (const [points, list] of [
    [70, words],
    [55, words.filter((word) => !SMALL.includes(word))],
  ] as const) {
    const place = initialsOf(list).indexOf(letters)
    if (place >= 0 && letters.length > 1) return points - Math.min(place, 20)
  }
  return letters.length > 2 && whole.includes(wanted) ? 20 : 0
}

/** Words that people leave out of an abbreviation. */
const SMALL = ['tu', 'cua', 'va', 'cho', 'theo', 'cac', 'hoac', 'doi', 'voi', 'trong', 'tai', 'ban']

const initialsOf = (words: readonly string[]): string => words.map((word) => word[0]).join('')

/** Where the words of the query begin words in a row; -1: nowhere. */
function wordsBegin(words: readonly string[], wanted: readonly string[]): number {
  return words.findIndex((_, i) => wanted.every((part, j) => words[i + j]?.startsWith(part) ?? false))
}

/** The things that the query names, the best first; all of them, as they are, for an empty query. */
export function findAbbreviated<T>(
  query: string,
  things: readonly T[],
  textsOf: (thing: T) => readonly string[],
): T[] {
  if (searchText(query) === '') return [...things]
  return things
    .map((thing, order) => ({ thing, order, score: bestOf(query, textsOf(thing)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ thing }) => thing)
}

// The first text is the name, the others are further words: a name that fits as well comes first.
const bestOf = (query: string, texts: readonly string[]): number =>
  Math.max(0, ...texts.map((text, i) => abbreviationScore(query, text) - (i === 0 ? 0 : 0.5)))
