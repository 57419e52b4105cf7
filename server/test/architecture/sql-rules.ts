import { isPlatform, isTest, moduleOf, type Rule } from './tree.ts'

/** Schemas that belong to the platform alone. */
const PLATFORM_SCHEMAS = ['platform']

const schemaOf = (module: string): string => module.replaceAll('-', '_')

/** What a SQL text of `module` names in the schemas of other modules (of those known). */
export function foreignSchemas(
  text: string,
  module: string,
  modules: readonly string[],
): { module: string; name: string }[] {
  return modules
    .filter((other) => other !== module)
    .flatMap((other) => namesIn(text, schemaOf(other)).map((name) => ({ module: other, name })))
}

// A qualified name; a point before it makes it a column (a.b.c).
const namesIn = (text: string, schema: string): string[] =>
  [...plain(text).matchAll(new RegExp(`(?<![\\w.])"?${schema}"?\\."?(\\w+)`, 'gi'))].map((hit) => hit[1]!)

/** SQL without its quoted texts. */
const plain = (text: string): string => text.replace(/'(?:[^']|'')*'/g, "''")

const sqlInStore: Rule = ({ sources }) =>
  sources
    .filter((s) => s.path.startsWith('server/src/') && !isTest(s.path) && !HOLDS_SQL.test(s.path))
    .flatMap((s) =>
      s.imports
        .filter((i) => !i.typeOnly && /^(kysely|pg)(\/|$)/.test(i.specifier))
        .map((i) => ({
          path: s.path,
          line: i.line,
          message: `imports ${i.specifier}; SQL stands in store and queries`,
        })),
    )

const HOLDS_SQL = /^server\/src\/(modules\/[^/]+\/(store|queries)(\.ts$|\/)|platform\/)/

const ownTables: Rule = ({ sources, map }) =>
  sources
    .filter((s) => s.path.startsWith('server/src/') && !isTest(s.path) && !isPlatform(s.path))
    .flatMap((s) => {
      const module = moduleOf(s.path)
      const own = module ?? ''
      return s.sql.flatMap(({ text, line }) => [
        ...foreignSchemas(text, own, Object.keys(map))
          .filter(({ name }) => !name.startsWith('public_'))
          .map((f) => ({
            path: s.path,
            line,
            message: `${f.module}.${f.name} belongs to ${f.module}; only its public_* views may be read`,
          })),
        ...PLATFORM_SCHEMAS.flatMap((schema) =>
          namesIn(text, schema)
            .filter((name) => !name.startsWith('public_'))
            .map((name) => `${schema}.${name}`),
        ).map((name) => ({ path: s.path, line, message: `${name} belongs to the platform` })),
        ...unknownTables(text, [...Object.keys(map), own].map(schemaOf)).map((name) => ({
          path: s.path,
          line,
          message: `${name} is in no schema of a module`,
        })),
      ])
    })

const TABLE =
  /\b(?:from|join|into|update|table|view)\s+(?:if\s+(?:not\s+)?exists\s+|only\s+)?"?(\w+)"?\."?(\w+)/gi

// `from` that is followed by no table.
const NO_TABLE = /\bdistinct\s+from\b|\b(extract|substring|trim|overlay)\s*\([^()]*/gi

function unknownTables(text: string, schemas: readonly string[]): string[] {
  return [...plain(text).replace(NO_TABLE, ' ').matchAll(TABLE)]
    .filter((hit) => ![...schemas, ...PLATFORM_SCHEMAS].includes(hit[1]!.toLowerCase()))
    .map((hit) => `${hit[1]}.${hit[2]}`)
}

const migrationsReadOnly: Rule = ({ sources, map }) =>
  sources
    .filter((s) => moduleOf(s.path) && !isTest(s.path))
    .flatMap((s) =>
      s.sql.flatMap(({ text, line }) =>
        [...plain(text).matchAll(WRITE)]
          .filter((hit) => {
            const owner = Object.keys(map).find((name) => schemaOf(name) === hit[1]!.toLowerCase())
            return owner !== undefined && owner !== moduleOf(s.path)
          })
          .map((hit) => ({
            path: s.path,
            line,
            message: `writes ${hit[1]}.${hit[2]}, which is another module's`,
          })),
      ),
    )

const WRITE =
  /\b(?:insert\s+into|update|delete\s+from|truncate|alter\s+\w+|drop\s+\w+)\s+"?(\w+)"?\."?(\w+)/gi

export const sqlRules = {
  'sql-in-store': sqlInStore,
  'own-tables': ownTables,
  'own-writes': migrationsReadOnly,
}
