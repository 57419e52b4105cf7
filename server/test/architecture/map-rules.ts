import { foreignSchemas } from './sql-rules.ts'
import { type Finding, isTest, moduleOf, type Rule, type Tree } from './tree.ts'

const MAP = 'server/src/modules/map.json'

type Call = { from: string; to: string; path: string; line: number }

/** Calls of a module to another: imports, and reads of its `public_*` views. Tests may use any lower module. */
function calls({ sources, map }: Tree): Call[] {
  return sources
    .filter((s) => !isTest(s.path))
    .flatMap((s) => {
      const from = moduleOf(s.path)
      if (from === null) return []
      const imports = s.imports.map((i) => ({ to: i.target && moduleOf(i.target), line: i.line }))
      const views = s.sql.flatMap((text) =>
        foreignSchemas(text.text, from, Object.keys(map)).map(({ module }) => ({
          to: module,
          line: text.line,
        })),
      )
      return [...imports, ...views].flatMap(({ to, line }) =>
        to === null || to === from ? [] : [{ from, to, path: s.path, line }],
      )
    })
}

const followed: Rule = (tree) =>
  calls(tree)
    .filter(({ from, to }) => to in tree.map && !tree.map[from]?.includes(to))
    .map(({ from, to, path, line }) => ({ path, line, message: `${from} may not call ${to} by ${MAP}` }))

const complete: Rule = ({ sources, map }) => {
  const modules = new Set(sources.flatMap((s) => moduleOf(s.path) ?? []))
  const named = new Set([...Object.keys(map), ...Object.values(map).flat()])
  return [
    ...[...modules].filter((name) => !(name in map)).map((name) => inMap(`${name} is missing`)),
    ...[...named].filter((name) => !modules.has(name)).map((name) => inMap(`${name} is no module`)),
  ]
}

const minimal: Rule = (tree) => {
  const used = new Set(calls(tree).map(({ from, to }) => `${from} -> ${to}`))
  return Object.entries(tree.map).flatMap(([from, list]) =>
    list
      .map((to) => `${from} -> ${to}`)
      .filter((call) => !used.has(call))
      .map((call) => inMap(`${call} is used nowhere; take it out`)),
  )
}

const acyclic: Rule = ({ map }) =>
  Object.keys(map)
    .filter((name) => lower(name, map).has(name))
    .map((name) => inMap(`${name} calls itself by way of others`))

/** Every module that can be reached from this one. */
function lower(name: string, map: Tree['map']): Set<string> {
  const found = new Set(map[name])
  for (const next of found) for (const further of map[next] ?? []) found.add(further)
  return found
}

const inMap = (message: string): Finding => ({ path: MAP, message })

export const mapRules = {
  'map-followed': followed,
  'map-complete': complete,
  'map-minimal': minimal,
  'map-acyclic': acyclic,
}
