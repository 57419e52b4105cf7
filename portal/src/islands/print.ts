/** A button that opens the print dialogue; without scripts people use that of the browser. */
export function start(place: HTMLElement, { word }: { word: string }): void {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'button'
  made.textContent = word
  made.addEventListener('click', () => window.print())
  place.append(made)
}
