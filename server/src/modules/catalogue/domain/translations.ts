import type { PackageProblem } from './configure.ts'

/** Every text `{vi}` of a package that has no `en`, with its JSON pointer. */
export function missingTranslations(value: unknown, pointer = ''): PackageProblem[] {
  if (typeof value !== 'object' || value === null || pointer.startsWith('/goldenCases')) return []
  const inner = Object.entries(value).flatMap(([key, part]) => missingTranslations(part, `${pointer}/${key}`))
  const { vi, en } = value as { vi?: unknown; en?: unknown }
  if (typeof vi !== 'string' || en) return inner
  return [{ pointer, message: `Thiếu lời tiếng Anh của “${vi.slice(0, 60)}”.` }]
}
