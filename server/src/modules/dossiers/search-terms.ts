import { parsePhone, plainIdNumber, searchText } from '@motcua/rules'
import { isIdNumber } from './applicant.ts'

/**
 * One thing that must be found in a dossier: words that all stand in it, or, when the words together are an id number
 * or a telephone number, that number.
 */
export type SearchTerm = { words: string[]; idNumber: string | null; phone: string | null }

/**
 * What a person looks for, in parts: words without tones, and numbers, which may be written in groups
 * ("0912 345 678").
 */
export function searchTerms(q: string): SearchTerm[] {
  const words = searchText(q).split(' ').filter(Boolean)
  const terms: SearchTerm[] = []
  for (let from = 0; from < words.length; ) {
    const term = termAt(words, from)
    terms.push(term)
    from += term.words.length
  }
  return terms
}

/** The longest run of groups of digits from here that makes a number, or the one word. */
function termAt(words: readonly string[], from: number): SearchTerm {
  let end = from
  while (end < words.length && DIGITS.test(words[end]!)) end++
  for (let to = end; to > from + 1; to--) {
    const term = termOf(words.slice(from, to))
    if (term.idNumber !== null || term.phone !== null) return term
  }
  return termOf([words[from]!])
}

const DIGITS = /^[+(]?\d[\d.()-]*$/

function termOf(words: string[]): SearchTerm {
  const text = words.join('')
  const idNumber = plainIdNumber(text)
  return { words, idNumber: isIdNumber(idNumber) ? idNumber : null, phone: parsePhone(text)?.value ?? null }
}
