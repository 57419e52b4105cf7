/**
 * What this tab has filed: back from the receipt leads to the receipt again, not to a draft that is gone. Without
 * storage (private mode) the page says that the draft is gone, and where filed dossiers are.
 */
export function noteFiled(draftId: string, dossierId: string): void {
  try {
    sessionStorage.setItem(nameOf(draftId), dossierId)
  } catch {
    // Only the way back is longer.
  }
}

/** The receipt of the dossier that this tab filed from a draft; null when it filed none. */
export function receiptOf(draftId: string, lang: 'vi' | 'en'): string | null {
  try {
    const dossierId = sessionStorage.getItem(nameOf(draftId))
    return dossierId && receiptPath(dossierId, lang)
  } catch {
    return null
  }
}

/** Where the receipt of a dossier is. */
export const receiptPath = (dossierId: string, lang: 'vi' | 'en'): string =>
  `${lang === 'en' ? '/en' : ''}/ho-so/${dossierId}/bien-nhan`

const nameOf = (draftId: string): string => `motcua.da-nop.${draftId}`
