import type { Content, ProcedureContent } from './content.ts'
import { searchEntry } from './search.ts'

/** What lists and search show of a version, computed when it becomes the current one. */
export function listedFields(content: Content, view: ProcedureContent) {
  const search = searchEntry(view)
  return {
    name: view.name,
    sector: view.sector,
    levels: view.levels,
    configured: view.configured,
    online: view.channels.some((c) => c.channel === 'online'),
    onlineLevel: view.online,
    limitText: shortest(view.limits.map((l) => l.text)) ?? null,
    demo: view.demo && content.configured === null,
    searchName: search.name,
    searchKeys: search.keys,
    searchWords: search.words,
    searchSound: search.sound,
    weight: search.weight,
  }
}

/** The plainest way the limit is written: "5 ngày làm việc" before a sentence that holds it. */
function shortest(texts: readonly string[]): string | undefined {
  return texts.reduce<string | undefined>(
    (best, text) => (best && best.length <= text.length ? best : text),
    undefined,
  )
}
