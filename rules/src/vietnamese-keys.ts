/** What a Vietnamese input method makes of keys: used to read text that came as keys instead of letters. */

export type InputMethod = 'telex' | 'vni'

/** The text that typing these keys gives, word by word. Tones stand where Unikey puts them (hòa, thúy, quý). */
export function typeVietnamese(keys: string, method: InputMethod): string {
  const type = method === 'telex' ? typeTelex : typeVni
  return keys.replace(/[A-Za-z][A-Za-z0-9]*/g, type)
}

type Letter = { at: string; upper: boolean }
type Word = { letters: Letter[]; tone: string }

const TELEX_TONES: Readonly<Record<string, string>> = {
  ...{ f: '\u0300', s: '\u0301', x: '\u0303', r: '\u0309', j: '\u0323', z: '' },
}
const VNI_TONES: Readonly<Record<string, string>> = {
  ...{ '2': '\u0300', '1': '\u0301', '4': '\u0303', '3': '\u0309', '5': '\u0323', '0': '' },
}
const HATS: Readonly<Record<string, string>> = { a: 'â', e: 'ê', o: 'ô' }
const HORNS: Readonly<Record<string, string>> = { u: 'ư', o: 'ơ' }

function typeTelex(keys: string): string {
  const word: Word = { letters: [], tone: '' }
  for (const key of keys) {
    const k = key.toLowerCase()
    const tone = TELEX_TONES[k]
    if (tone !== undefined && hasVowel(word)) word.tone = tone
    else if (k === 'w' && (horn(word) || reshape(word, { a: 'ă' }))) continue
    else if (HATS[k] && reshape(word, { [k]: HATS[k] })) continue
    else if (k === 'd' && reshape(word, { d: 'đ' })) continue
    else word.letters.push({ at: k, upper: key !== k })
  }
  return spell(word)
}

function typeVni(keys: string): string {
  const word: Word = { letters: [], tone: '' }
  for (const key of keys) {
    const k = key.toLowerCase()
    const tone = VNI_TONES[k]
    if (tone !== undefined && hasVowel(word)) word.tone = tone
    else if (k === '6' && reshape(word, HATS)) continue
    else if (k === '7' && horn(word)) continue
    else if (k === '8' && reshape(word, { a: 'ă' })) continue
    else if (k === '9' && reshape(word, { d: 'đ' })) continue
    else word.letters.push({ at: k, upper: key !== k })
  }
  return spell(word)
}

const isVowel = (letter: Letter | undefined): boolean =>
  letter !== undefined && /[aăâeêioôơuưy]/.test(letter.at)
const hasVowel = (word: Word): boolean => word.letters.some(isVowel)

/** Gives the last letter that has another shape that shape. */
function reshape(word: Word, shapes: Readonly<Record<string, string>>): boolean {
  const letter = word.letters.findLast((l) => shapes[l.at] !== undefined)
  if (!letter) return false
  letter.at = shapes[letter.at]!
  return true
}

/** `uo` becomes `ươ` as a whole. */
function horn(word: Word): boolean {
  const { letters } = word
  const o = letters.findLastIndex((l, i) => l.at === 'o' && letters[i - 1]?.at === 'u')
  if (o < 0) return reshape(word, HORNS)
  letters[o]!.at = 'ơ'
  letters[o - 1]!.at = 'ư'
  return true
}

function spell({ letters, tone }: Word): string {
  const bearer = tone === '' ? undefined : toneBearer(letters)
  return letters
    .map((letter) => {
      const text = letter === bearer ? (letter.at + tone).normalize('NFC') : letter.at
      return letter.upper ? text.toUpperCase() : text
    })
    .join('')
}

function toneBearer(letters: readonly Letter[]): Letter | undefined {
  let start = letters.findIndex(isVowel)
  let end = start
  while (isVowel(letters[end])) end++
  // "qu" and "gi" before a vowel are consonants.
  const onset = (letters[start - 1]?.at ?? '') + (letters[start]?.at ?? '')
  if ((onset === 'qu' || onset === 'gi') && end - start > 1) start++
  const vowels = letters.slice(start, end)
  const shaped = vowels.findLast((l) => /[ăâêôơư]/.test(l.at))
  if (shaped) return shaped
  if (vowels.length === 3) return vowels[1]
  return vowels.length === 2 && end < letters.length ? vowels[1] : vowels[0]
}
