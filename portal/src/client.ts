// Starts the islands of a page, each from a file of its own that is loaded only where it is used.

type Island = { start: (element: HTMLElement, props: never) => void }

const islands = import.meta.glob<Island>('./islands/*.{ts,tsx}')

for (const element of document.querySelectorAll<HTMLElement>('[data-island]')) {
  const name = element.dataset['island']
  const load = islands[`./islands/${name}.tsx`] ?? islands[`./islands/${name}.ts`]
  void load?.().then((island) => island.start(element, JSON.parse(element.dataset['props'] ?? '{}') as never))
}
