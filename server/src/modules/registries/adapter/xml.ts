import { SaxesParser } from 'saxes'

/** An element by its local name; prefixes differ from gateway to gateway. */
export type Element = { name: string; children: Element[]; text: string }

/** Reads a small document. @returns null when it is no well-formed XML, or brings a document type of its own */
export function readXml(text: string): Element | null {
  const top: Element = { name: '', children: [], text: '' }
  const open: Element[] = [top]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('doctype', () => {
    throw new Error('no document type is expected')
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ local }) => {
    const element: Element = { name: local, children: [], text: '' }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('text', (part) => {
    open.at(-1)!.text += part
  })
  parser.on('closetag', () => {
    open.pop()
  })
  try {
    parser.write(text.replace(/^\uFEFF/, '')).close()
  } catch {
    return null
  }
  return top.children[0] ?? null
}

/** The element at the end of a path of child names. */
export function at(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((e, name) => e?.children.find((c) => c.name === name), element)
}

/** Its text without blanks around it; empty when there is none. */
export const textAt = (element: Element | undefined, ...path: readonly string[]): string =>
  at(element, ...path)?.text.trim() ?? ''

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
