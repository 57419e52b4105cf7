import { searchText } from '@motcua/rules'
import type { Share } from './area.ts'

/**
 * Reads the note of the official conversion table ("Nhập toàn bộ", "Nhập một phần diện tích, toàn bộ dân số",
 * "Giữ nguyên" …), typing mistakes included. Null when it says nothing known.
 */
export function readShare(note: string): Share | null {
  const text = searchText(note)
  const says = (words: string) => text.includes(words)
  if (!/^(nhap|giu nguyen|doi ten|doi loai hinh|phan con lai|sap xep toan bo)\b/.test(text)) return null
  if (says('mot phan dien tich')) {
    // Land without people: the row of the same old commune that says "toàn bộ dân số" takes them all.
    return { share: 'PART', people: says('toan bo dan so') ? 'WHOLE' : says('dan so') ? 'PART' : 'NONE' }
  }
  // All of the land and none or some of the people: others took people, so it is not the whole commune.
  if (says('mot phan') || says('phan con lai') || says('toan bo dien tich'))
    return { share: 'PART', people: 'PART' }
  if (text.startsWith('nhap') && !says('toan bo')) return null
  return { share: 'WHOLE', people: 'WHOLE' }
}
