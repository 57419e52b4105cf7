import { searchText } from '@motcua/rules'
import type { ProcedureContent } from './content.ts'
import { EVERYDAY } from './everyday.ts'
import { FILLERS, SYNONYMS } from './synonyms.ts'

/** What the search of one procedure is stored as; texts are words without tones between single spaces. */
export type SearchEntry = {
  /** The name, without "thủ tục" before it. */
  name: string
  /** Plain words, each between bars: `|con moi sinh|lam giay khai sinh|`. */
  keys: string
  /** Everything that is searched, with a space at both ends. */
  words: string
  /** Name and plain words as they sound (`soundOf`), with a space at both ends: for typing mistakes. */
  sound: string
  /** What is added to every score: configured and everyday procedures stand before rare ones. */
  weight: number
}

/**
 * One way to read what was typed. `query` is a tsquery of all its words, the last one open at its end; `sound` is
 * how it sounds and `soundPatterns` are LIKE patterns of the words of that.
 */
export type Variant = { text: string; query: string; sound: string; soundPatterns: string[] }

export type ParsedQuery = { code: string | null; variants: Variant[] }

/** The search texts and the weight of a procedure. */
export function searchEntry(content: ProcedureContent): SearchEntry {
  const name = plainWords(content.name).replace(/^thu tuc /, '')
  const keys = [...(EVERYDAY[content.nationalCode] ?? []), ...content.keywords.map(plainWords)]
  const results = content.results.slice(0, 3).map((r) => plainWords(r.name))
  return {
    name,
    keys: keys.length > 0 ? `|${[...new Set(keys)].join('|')}|` : '',
    words: ` ${[name, ...keys, plainWords(content.sector), ...results].join(' ')} `,
    sound: ` ${soundOf([name, ...keys].join(' '))} `,
    weight: weightOf(content, name),
  }
}

/**
 * Reads what somebody typed: a code, or words. Abbreviations and plain words are replaced by those of official
 * names; what was typed always stays one of the variants. At most four variants, none when nothing was typed.
 */
export function parseQuery(typed: string): ParsedQuery {
  const code = /^\s*(\d\.\d{1,6})/.exec(typed)?.[1] ?? null
  const words = code === null ? withoutFillers(plainWords(typed)) : ''
  if (words === '') return { code, variants: [] }
  const texts = [words]
  for (const text of replaceSynonyms(words)) if (!texts.includes(text)) texts.push(text)
  return { code, variants: texts.slice(0, MAX_VARIANTS).map(toVariant) }
}

/** Words without tones and punctuation, between single spaces: "Cấp GPLX (hạng B)" gives "cap gplx hang b". */
export function plainWords(text: string): string {
  return searchText(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

/**
 * How words sound where people write as they speak: "dang ki tam chu" and "dang ky tam tru" give the same. Takes
 * and gives plain words.
 */
export function soundOf(words: string): string {
  return words
    .replace(/\btr/g, 'ch')
    .replace(/\bx/g, 's')
    .replace(/\b(gi(?=[aeou])|r)/g, 'd')
    .replace(/\bngh/g, 'ng')
    .replace(/\bgh/g, 'g')
    .replace(/\bqu/g, 'cu')
    .replace(/y/g, 'i')
}

const MAX_VARIANTS = 4
const MAX_WORDS = 12

// Special circumstances that share the words of the ordinary procedure.
const RARE =
  /co yeu to nuoc ngoai|luu dong|khu vuc bien gioi|dai dien viet nam o nuoc ngoai|thuc hien tai cap trung uong/

function weightOf(content: ProcedureContent, name: string): number {
  const { levels, targetGroups } = content
  const isForCitizens = targetGroups.includes('Công dân Việt Nam')
  const level = levels.includes('commune') ? 20 : levels.includes('province') ? 8 : -10
  return (
    level +
    (content.configured ? 40 : 0) +
    (content.nationalCode in EVERYDAY ? 25 : 0) +
    (isForCitizens ? 8 : 0) -
    (RARE.test(name) ? 15 : 0)
  )
}

function withoutFillers(words: string): string {
  let rest = ` ${words} `
  for (const filler of FILLERS) {
    const shorter = rest.replaceAll(` ${filler} `, ' ')
    if (shorter.trim() !== '') rest = shorter
  }
  return rest.trim()
}

const LONGEST_FIRST = [...SYNONYMS].sort((a, b) => b[0].length - a[0].length)

/** The typed words with their longest known phrase replaced, then with every known phrase replaced. */
function replaceSynonyms(words: string): string[] {
  const padded = ` ${words} `
  const known = LONGEST_FIRST.filter(([typed]) => padded.includes(` ${typed} `))
  const [longest] = known
  if (!longest) return []
  const variants = longest[1].map((official) => padded.replace(` ${longest[0]} `, ` ${official} `).trim())
  const rest = known.slice(1).filter(([typed]) => !longest[0].includes(typed))
  const all = rest.reduce(
    (text, [typed, [official = typed]]) => text.replace(` ${typed} `, ` ${official} `),
    padded.replace(` ${longest[0]} `, ` ${longest[1][0] ?? longest[0]} `),
  )
  return [...variants, all].map((text) => text.replace(/ +/g, ' ').trim()).filter((text) => text !== '')
}

function toVariant(text: string): Variant {
  const sound = soundOf(text)
  const words = distinctWords(text)
  const last = words.length - 1
  return {
    text,
    query: words.map((word, i) => (i === last && word.length > 1 ? `${word}:*` : word)).join(' & '),
    sound,
    soundPatterns: distinctWords(sound).map((word) => `% ${word} %`),
  }
}

const distinctWords = (text: string): string[] => [...new Set(text.split(' '))].slice(0, MAX_WORDS)
