/** The shape of a dictionary: texts, functions that make texts, lists and groups of them. */
type Words = { readonly [key: string]: string | readonly string[] | ((...args: never[]) => string) | Words }

/** A dictionary in both languages; English must have every text that Vietnamese has. */
export const both = <T extends Words>(vi: T, en: Same<T>): { vi: T; en: Same<T> } => ({ vi, en })

type Same<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends readonly string[]
      ? readonly string[]
      : T[K] extends (...args: infer A) => string
        ? (...args: A) => string
        : Same<T[K]>
}

/** A text of the API in the reader's language; Vietnamese where nobody has translated it. */
export const textOf = (text: { vi: string; en?: string }, lang: 'vi' | 'en'): string =>
  (lang === 'en' ? text.en : undefined) ?? text.vi
