/** A page of plain text: paragraphs and lists under headings. */
export type Article = {
  title: string
  lead: string
  parts: readonly { title: string; text?: readonly string[]; list?: readonly string[] }[]
}

export type Articles = { vi: Article; en: Article }
