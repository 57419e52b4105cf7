// Finds the events that the code publishes: `ctx.emit({ type: '…' })`, also with a computed end.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** @returns list of {type, module}, sorted; a computed part of a type is shown as `<…>` */
export function readEvents(root) {
  const modules = join(root, 'server/src/modules')
  const found = readdirSync(modules)
    .filter((name) => statSync(join(modules, name)).isDirectory())
    .flatMap((module) =>
      sourcesOf(join(modules, module)).flatMap((text) => typesIn(text).map((type) => ({ type, module }))),
    )
  const unique = new Map(found.map((event) => [event.type + event.module, event]))
  return [...unique.values()].sort((a, b) => a.type.localeCompare(b.type))
}

function sourcesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

const EVENT = /\btype(?:: | = )(['`])([a-z]+\.(?:[a-zA-Z_]|\$\{[^}]*\})+)\1/g

function typesIn(text) {
  if (!text.includes('emit(')) return []
  return [...text.matchAll(EVENT)].map((match) => match[2].replace(/\$\{[^}]*\}/g, '<…>'))
}
