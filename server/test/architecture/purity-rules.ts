import type { Import, Source } from './source.ts'
import { hits, isPlatform, isPure, isTest, moduleOf, type Rule } from './tree.ts'

const pureDomain: Rule = ({ sources }) => {
  const start = sources.filter((s) => isPure(s.path) && !isTest(s.path))
  return reachable(start, new Map(sources.map((s) => [s.path, s]))).flatMap((source) => [
    ...source.imports
      .filter((i) => !i.typeOnly && isImpure(i, source.path))
      .map((i) => ({
        path: source.path,
        line: i.line,
        message: `imports ${i.specifier}; what a domain or policy reaches must be pure: pass it in`,
      })),
    ...hits(source, IMPURE, 'is not pure; pass the value in'),
  ])
}

const IMPURE =
  /\bMath\.random\b|\bprocess\.(env|hrtime|cwd)\b|\b(randomUUID|randomBytes|randomInt|getRandomValues)\b|\bfetch\(|\bset(Timeout|Interval)\(|\bperformance\.now\b|\bnewId\(/g

// What a pure file may take from the platform at run time: errors are values, roles are compared, and
// the rules of access are decided without a query.
const PURE_PLATFORM = [
  'server/src/platform/errors.ts',
  'server/src/platform/actor.ts',
  'server/src/platform/access/decide.ts',
]

function isImpure({ specifier, target, names }: Import, path: string): boolean {
  // A digest of given bytes is always the same.
  if (specifier === 'node:crypto') return names.some((name) => name !== 'createHash')
  if (target === null) return /^(node:.*|pg|kysely|fastify|@fastify\/.*|pino)$/.test(specifier)
  if (isPlatform(target)) return !PURE_PLATFORM.includes(target)
  return moduleOf(target) !== moduleOf(path)
}

/** These files and those of the same module that they load; contracts are schemas and may load the platform's. */
function reachable(start: readonly Source[], byPath: ReadonlyMap<string, Source>): Source[] {
  const found = new Set(start)
  for (const source of found) {
    for (const { typeOnly, target } of source.imports) {
      const next = target === null || typeOnly ? undefined : byPath.get(target)
      const isNear = next && moduleOf(next.path) === moduleOf(source.path)
      if (isNear && !/\/contract(\.ts|\/[^/]+)$/.test(next.path)) found.add(next)
    }
  }
  return [...found]
}

const timeFromCtx: Rule = ({ sources }) =>
  sources
    .filter((s) => moduleOf(s.path) && !isTest(s.path))
    .flatMap((s) => hits(s, /\bDate\.now\b|\bnew Date\b(?!\s*\(\s*[^\s)])/g, 'time comes from ctx.now()'))

const environmentInConfig: Rule = ({ sources }) =>
  sources
    .filter(
      (s) => /^(server|rules)\/src\//.test(s.path) && !isTest(s.path) && !READS_ENVIRONMENT.includes(s.path),
    )
    .flatMap((s) => [
      ...hits(s, /\bprocess(\.env\b|\s*\[)/g, 'only config.ts reads the environment'),
      ...s.imports
        .filter((i) => /^(node:)?process$/.test(i.specifier))
        .map((i) => ({ path: s.path, line: i.line, message: 'hides who reads the environment' })),
    ])

const READS_ENVIRONMENT = [
  'server/src/config.ts',
  // Hands PATH on to the programs of PostgreSQL; that is no setting of Motcua.
  'server/src/platform/embedded-postgres.ts',
]

const webInRoutes: Rule = ({ sources }) =>
  sources
    .filter((s) => s.path.startsWith('server/src/') && !isTest(s.path) && !KNOWS_HTTP.test(s.path))
    .flatMap((s) =>
      s.imports
        .filter((i) => !i.typeOnly && /^(fastify$|@fastify\/)/.test(i.specifier))
        .map((i) => ({
          path: s.path,
          line: i.line,
          message: `imports ${i.specifier}; only routes know HTTP`,
        })),
    )

const KNOWS_HTTP = /^server\/src\/(modules\/[^/]+\/routes(\.ts$|\/)|platform\/http\/|faces\/)/

/** Who may touch the clock, chance, the environment, the disk and the web. */
export const purityRules = {
  'pure-domain': pureDomain,
  'time-from-ctx': timeFromCtx,
  'environment-in-config': environmentInConfig,
  'web-in-routes': webInRoutes,
}
