/** Going on with Enter: to the next field that still has to be filled in. */

const FIELDS = 'input, select, textarea'

/** Moves the focus to the next field of the elements that wait for an answer, after the one that has it; else to none. */
export function focusNextOpen(
  container: HTMLElement,
  isOpen: (field: HTMLElement, isAfter: boolean) => boolean,
): boolean {
  const fields = [...container.querySelectorAll<HTMLElement>(FIELDS)].filter(isReachable)
  const from = fields.indexOf(document.activeElement as HTMLElement)
  const after = fields.slice(from + 1).find((field) => isOpen(field, true))
  const next = after ?? fields.slice(0, Math.max(from, 0)).find((field) => isOpen(field, false))
  if (!next) return false
  focusField(next)
  return true
}

/** Puts the focus into a field and shows it in the middle of the window. */
export function focusField(field: HTMLElement): void {
  field.focus({ preventScroll: true })
  field.scrollIntoView({ block: 'center' })
  if (field instanceof HTMLInputElement && /^(text|tel|email|search)$/.test(field.type)) field.select()
}

const isReachable = (field: HTMLElement): boolean =>
  !(field as HTMLInputElement).disabled && field.tabIndex >= 0 && field.offsetParent !== null

/** A digit chooses the radio of that number while a radio of its group has the focus. */
export function chooseByDigit(event: { key: string; target: EventTarget | null }): boolean {
  const { target, key } = event
  if (!(target instanceof HTMLInputElement) || target.type !== 'radio' || !/^[1-9]$/.test(key)) return false
  const group = [
    ...document.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${CSS.escape(target.name)}"]`),
  ]
  const chosen = group[Number(key) - 1]
  if (!chosen) return false
  chosen.focus()
  chosen.click()
  return true
}
