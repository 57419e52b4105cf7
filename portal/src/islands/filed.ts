import { receiptOf } from '../filing/filed.ts'

/** Stands where a draft is gone: whoever filed it in this tab is shown the receipt. */
export function start(_place: HTMLElement, { draft, lang }: { draft: string; lang: 'vi' | 'en' }): void {
  const receipt = receiptOf(draft, lang)
  if (receipt) location.replace(receipt)
}
