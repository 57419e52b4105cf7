import { hits, moduleOf, type Rule } from './tree.ts'

const endings: Rule = ({ sources }) =>
  sources.flatMap((s) =>
    s.imports
      .filter((i) => i.target !== null && !/\.(tsx?|json|mjs|css)$/.test(i.specifier))
      .map((i) => ({ path: s.path, line: i.line, message: `${i.specifier} must end in .ts` })),
  )

const MAX_LINES = 400

const length: Rule = ({ sources }) =>
  sources
    .filter((s) => !/\.generated\.|\.json$/.test(s.path))
    .map((s) => ({ path: s.path, lines: s.text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ path, lines }) => ({ path, message: `${lines} lines; at most ${MAX_LINES}: make it a folder` }))

const names: Rule = ({ sources }) =>
  sources
    .filter((s) => /(^|\/)(utils?|helpers?|common|misc)(\.test)?(\.[a-z]+$|\/)/.test(s.path))
    .map(({ path }) => ({ path, message: 'the name says nothing; say what it is about' }))

const shortcuts: Rule = ({ sources }) =>
  sources
    .filter((s) => /\.(ts|mjs|sql)$/.test(s.path) && !NAMES_THEM.test(s.path))
    .flatMap((s) => [
      ...hits(s, /\bvi\.(do)?mock\b/g, 'use a fake, no mock of our own files'),
      ...hits(s, /\.only(\(|\.each\b)/g, 'runs one test and hides the others'),
      ...hits(s, /\bas any\b/g, 'say the type'),
      ...hits({ ...s, code: s.text }, /@ts-(ignore|expect-error|nocheck)\b/g, 'mend the type'),
      ...hits({ ...s, code: s.text }, /\b(TODO|FIXME|XXX)\b/g, 'do it, or leave it out'),
    ])

// The rules and their cases name what they look for.
const NAMES_THEM = /^server\/test\/architecture\//

const moduleFace: Rule = ({ sources }) => {
  const paths = new Set(sources.map((s) => s.path))
  const modules = new Set(sources.flatMap((s) => moduleOf(s.path) ?? []))
  return [...modules]
    .flatMap((name) => ['README.md', 'index.ts'].map((file) => `server/src/modules/${name}/${file}`))
    .filter((path) => !paths.has(path))
    .map((path) => ({ path, message: 'is missing; every module has it' }))
}

const MODULES = 'server/src/modules/'
/** Applied already, so they keep their names. */
const SECOND_OF_THEIR_NUMBER = [
  'dossiers/migrations/0004_merge_drafts.sql',
  'dossiers/migrations/0010_migrate_dossiers.sql',
  'dossiers/migrations/0011_step_of_queue_entry.sql',
  'identity/migrations/0004_note_change_of_actors.sql',
].map((path) => MODULES + path)

const migrationNumbers: Rule = ({ sources }) => {
  const taken = new Map<string, string>()
  return sources
    .filter((s) => /\/migrations\/[^/]+\.sql$/.test(s.path) && !SECOND_OF_THEIR_NUMBER.includes(s.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(({ path }) => {
      const number = /^.*\/\d{4}_(?=[a-z0-9_]+\.sql$)/.exec(path)?.[0]
      if (number === undefined) return [{ path, message: 'is named like 0001_create_x.sql' }]
      const other = taken.get(number)
      taken.set(number, path)
      return other === undefined ? [] : [{ path, message: `has the number of ${other}; take the next one` }]
    })
}

/** How files look and what they are called. */
export const shapeRules = {
  'ts-endings': endings,
  'file-length': length,
  'clear-names': names,
  'no-shortcuts': shortcuts,
  'module-face': moduleFace,
  'migration-numbers': migrationNumbers,
}
