/** Sends a form as its answers change, and puts the answered parts of the page in place of the old ones. */
type Props = { form: string; parts: readonly string[] }

const WAIT_MS = 400

export function start(_place: HTMLElement, { form: id, parts }: Props): void {
  let timer = 0
  let asked: AbortController | null = null

  const renew = async () => {
    const form = document.getElementById(id) as HTMLFormElement
    const address = new URL(form.action)
    address.search = new URLSearchParams(
      [...new FormData(form)].flatMap(([name, value]) => (value ? [[name, String(value)]] : [])),
    ).toString()
    asked?.abort()
    asked = new AbortController()
    try {
      const answer = await fetch(address, { signal: asked.signal })
      if (!answer.ok) return
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
      for (const part of parts) replace(part, fresh)
      history.replaceState(null, '', address)
    } catch {
      // Superseded by the next answer, or no network: the button of the form still works.
    }
  }

  document.addEventListener('change', (event) => {
    const form = (event.target as HTMLInputElement).form
    if (form?.id !== id) return
    clearTimeout(timer)
    timer = window.setTimeout(() => void renew(), WAIT_MS)
  })
}

/** The focus stays on the field it was on. */
function replace(part: string, fresh: Document): void {
  const old = document.getElementById(part)
  const made = fresh.getElementById(part)
  if (!old || !made) return
  const { activeElement } = document
  const focused =
    old.contains(activeElement) && activeElement instanceof HTMLInputElement ? activeElement : null
  old.replaceWith(document.adoptNode(made))
  if (!focused) return
  const same = [...made.querySelectorAll<HTMLInputElement>('input, select')].find(
    (input) => input.name === focused.name && (input.type !== 'radio' || input.value === focused.value),
  )
  same?.focus()
}
