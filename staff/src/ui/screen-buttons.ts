import type { Action } from './actions.tsx'

const BUTTONS = 'button, [role=tab], a[data-variant]'

/**
 * Every button of the screen as an action, so that Ctrl-K offers also what nobody registered. Of an open dialog only
 * its own; rows and heads of tables are left to the keys of the table.
 */
export function screenButtons(page: Document): Action[] {
  const dialogs = [...page.querySelectorAll('[role=dialog][aria-modal=true]')]
  const root = dialogs.findLast((dialog) => dialog.querySelector('button')) ?? page.querySelector('main')
  const all = [...(root?.querySelectorAll<HTMLElement>(BUTTONS) ?? [])].filter(isOffered)
  const labels = all.map(labelOf)
  return all.flatMap((button, i): Action[] => {
    const label = labels[i]!
    if (label === '') return []
    const isRepeated = labels.filter((other) => other === label).length > 1
    const run = () => button.click()
    return [{ id: `button ${i} ${label}`, label, run, ...(isRepeated && { description: placeOf(button) }) }]
  })
}

const isOffered = (button: HTMLElement): boolean =>
  !button.matches(':disabled, [aria-disabled=true], [data-disabled]') &&
  button.closest('[role=grid], [hidden]') === null &&
  button.checkVisibility()

/** What the button says, without its key at the end. */
function labelOf(button: HTMLElement): string {
  const named = button.getAttribute('aria-label')
  if (named) return named
  const text = shownText(button)
  const key = shownText(button.querySelector<HTMLElement>('kbd:last-of-type'))
  return key !== '' && text.endsWith(key) ? text.slice(0, -key.length).trim() : text
}

/** The line or part in which it stands, to tell it from others of the same name. */
const placeOf = (button: HTMLElement): string =>
  shownText(button.closest<HTMLElement>('li, tr, section')).slice(0, 80)

const shownText = (part: HTMLElement | null): string =>
  // biome-ignore lint/performance/useDomNodeTextContent: lines that are drawn apart must not run into one word
  (part?.innerText ?? '').replace(/\s+/g, ' ').trim()
