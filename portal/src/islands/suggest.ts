/** Suggests procedures below a search box while somebody types, as a combobox after WAI-ARIA. */
type Props = { box: string; lang: 'vi' | 'en'; base: string }
type Found = { code: string; name: string }

const WAIT_MS = 150

const WORDS = {
  vi: {
    list: 'Thủ tục gợi ý',
    count: (n: number) =>
      n === 0 ? 'Chưa có thủ tục gợi ý.' : `Có ${n} thủ tục gợi ý, dùng phím mũi tên để chọn.`,
  },
  en: {
    list: 'Suggested procedures',
    count: (n: number) => (n === 0 ? 'No suggestions.' : `${n} suggestions, use the arrow keys to choose.`),
  },
}

export function start(place: HTMLElement, { box, lang, base }: Props): void {
  const input = document.getElementById(box) as HTMLInputElement
  const words = WORDS[lang]
  const list = document.createElement('ul')
  const said = document.createElement('p')
  list.id = `${box}-list`
  list.className = 'suggestions'
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', words.list)
  list.hidden = true
  said.className = 'unseen'
  said.setAttribute('role', 'status')
  place.append(list, said)
  input.setAttribute('role', 'combobox')
  input.setAttribute('aria-autocomplete', 'list')
  input.setAttribute('aria-controls', list.id)
  input.setAttribute('aria-expanded', 'false')

  let timer = 0
  let asked: AbortController | null = null
  let active = -1

  const close = () => {
    asked?.abort()
    clearTimeout(timer)
    list.hidden = true
    activate(-1)
    input.setAttribute('aria-expanded', 'false')
  }

  const activate = (index: number) => {
    active = index
    for (const [i, option] of [...list.children].entries())
      option.setAttribute('aria-selected', String(i === index))
    if (index < 0) input.removeAttribute('aria-activedescendant')
    else input.setAttribute('aria-activedescendant', list.children[index]!.id)
  }

  const open = (index: number) => {
    const option = list.children[index]
    if (option instanceof HTMLElement) option.click()
  }

  const show = (found: readonly Found[]) => {
    list.replaceChildren(...found.map((item, i) => optionOf(item, `${list.id}-${i}`, base)))
    list.hidden = found.length === 0
    input.setAttribute('aria-expanded', String(found.length > 0))
    said.textContent = words.count(found.length)
    activate(-1)
  }

  const ask = async () => {
    const text = input.value.trim()
    if (text.length < 2) return close()
    asked?.abort()
    asked = new AbortController()
    try {
      const answer = await fetch(`/api/v1/procedures?limit=6&q=${encodeURIComponent(text)}`, {
        signal: asked.signal,
      })
      if (answer.ok) show(((await answer.json()) as { items: Found[] }).items)
    } catch {
      // Superseded by the next letter, or no network: the box still searches with Enter.
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void ask(), WAIT_MS)
  })
  input.addEventListener('keydown', (event) => {
    const count = list.children.length
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault()
      close()
    } else if (list.hidden) {
      return
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      activate(active < 0 && step < 0 ? count - 1 : (active + step + count) % count)
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault()
      open(active)
    }
  })
  input.addEventListener('blur', () => window.setTimeout(close, WAIT_MS))
}

/** An option leads to its page; the focus stays in the box, whose blur would close the list before the click. */
function optionOf({ code, name }: Found, id: string, base: string): HTMLElement {
  const option = document.createElement('li')
  option.id = id
  option.setAttribute('role', 'option')
  option.textContent = name
  option.addEventListener('mousedown', (event) => event.preventDefault())
  option.addEventListener('click', () => location.assign(`${base}/${encodeURIComponent(code)}`))
  return option
}
