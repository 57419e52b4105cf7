/** Longest search that is sent on, in characters. */
export const MAX_SEARCH = 200

/**
 * What somebody typed or pasted, fit to be searched and shown: composed letters, no characters that hide or turn the
 * writing direction, single spaces.
 */
export function cleanTyped(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
