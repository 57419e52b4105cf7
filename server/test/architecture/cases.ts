import type { TextFile } from './source.ts'
import type { ModuleMap } from './tree.ts'

const M = 'server/src/modules/'
const file = (path: string, text: string): TextFile => ({ path, text: `${text}\n` })
const SQL = "import { sql } from 'kysely'\n"

export const CLEAN_MAP: ModuleMap = { low: [], high: ['low'] }

/** A tree of two modules without a violation. */
export const CLEAN: readonly TextFile[] = [
  file(`${M}low/README.md`, '# low'),
  file(`${M}low/index.ts`, "export { rule } from './domain.ts'"),
  file(`${M}low/domain.ts`, 'export const rule = (at: Date) => new Date(at.getTime())'),
  file(
    `${M}low/migrations/0001_create_low.sql`,
    'create table low.thing (id uuid);\ncreate view low.public_thing as select id from low.thing;',
  ),
  file(`${M}high/README.md`, '# high'),
  file(`${M}high/index.ts`, "import { rule } from '../low/index.ts'\nexport const use = rule"),
]

type Case = {
  /** The rule that must be broken, and no other; null when the tree stays clean. */
  rule: string | null
  what: string
  files: readonly TextFile[]
  map?: ModuleMap
}

const one = (rule: string | null, what: string, path: string, text: string): Case => ({
  rule,
  what,
  files: [file(path, text)],
})

const domain = (rule: string | null, what: string, text: string) => one(rule, what, `${M}low/domain.ts`, text)
const store = (rule: string | null, what: string, text: string) =>
  one(rule, what, `${M}high/store.ts`, `${SQL}export const q = sql\`${text}\``)

export const CASES: readonly Case[] = [
  one(
    'migration-numbers',
    'two of one number',
    `${M}low/migrations/0001_fill_low.sql`,
    'insert into low.thing values (null);',
  ),
  one('migration-numbers', 'one without a number', `${M}low/migrations/fill.sql`, 'select 1;'),
  one('map-followed', 'a call upwards', `${M}low/commands.ts`, "import { use } from '../high/index.ts'\nuse"),
  one(
    'map-followed',
    'a call upwards of types only',
    `${M}low/a.ts`,
    "import type { U } from '../high/index.ts'",
  ),
  one('map-followed', 'a re-export', `${M}low/a.ts`, "export { use } from '../high/index.ts'"),
  one('map-followed', 'a late import', `${M}low/a.ts`, "export const f = () => import('../high/index.ts')"),
  one(
    'map-followed',
    'a view of a higher module',
    `${M}low/queries.ts`,
    `${SQL}sql\`select 1 from high.public_x\``,
  ),
  one(
    null,
    'a test that calls a higher module',
    `${M}low/a.test.ts`,
    "import { use } from '../high/index.ts'",
  ),
  {
    rule: 'map-complete',
    what: 'a module outside the map',
    files: [file(`${M}new/README.md`, ''), file(`${M}new/index.ts`, 'export {}')],
  },
  { rule: 'map-complete', what: 'a line without a module', files: [], map: { ...CLEAN_MAP, gone: [] } },
  {
    rule: 'map-minimal',
    what: 'a permission nobody needs',
    files: [file(`${M}high/index.ts`, 'export {}')],
  },
  {
    rule: 'map-acyclic',
    what: 'two modules that call each other',
    files: [file(`${M}low/commands.ts`, "import { use } from '../high/index.ts'\nuse")],
    map: { low: ['high'], high: ['low'] },
  },
  domain(
    'pure-domain',
    'the disk',
    "import { readFileSync } from 'node:fs'\nexport const rule = readFileSync",
  ),
  domain(
    'pure-domain',
    'the platform’s context',
    "import { inTx } from '../../platform/ctx.ts'\nexport const rule = inTx",
  ),
  domain('pure-domain', 'random numbers', 'export const rule = () => Math.random()'),
  domain(
    'pure-domain',
    'random bytes',
    "import { randomBytes } from 'node:crypto'\nexport const rule = randomBytes",
  ),
  domain('pure-domain', 'new ids', 'export const rule = () => crypto.randomUUID()'),
  one(
    'pure-domain',
    'the face of another module',
    `${M}high/domain.ts`,
    "import { rule } from '../low/index.ts'\nexport const more = rule",
  ),
  one('pure-domain', 'the web', `${M}low/domain/deep/a.ts`, "export const f = () => fetch('x')"),
  one(
    'pure-domain',
    'a policy with the network',
    `${M}low/policy.ts`,
    "import { get } from 'node:http'\nexport const f = get",
  ),
  {
    rule: 'pure-domain',
    what: 'a neighbour file that is not pure',
    files: [
      file(`${M}low/domain.ts`, "import { pick } from './pick.ts'\nexport const rule = pick"),
      file(`${M}low/pick.ts`, 'export const pick = () => Math.random()'),
    ],
  },
  domain(
    null,
    'types of the context, a digest, errors',
    "import type { Ctx } from '../../platform/ctx.ts'\nimport { createHash } from 'node:crypto'\nimport { conflict } from '../../platform/errors.ts'\nexport const rule = (ctx: Ctx) => [createHash, conflict, ctx]",
  ),
  domain(
    null,
    'words in comments and texts',
    "// Math.random is forbidden, Date.now() too\nexport const rule = 'process.env, new Date() and fetch(x)'",
  ),
  domain('time-from-ctx', 'the clock in a domain', 'export const rule = () => new Date()'),
  one('time-from-ctx', 'the clock in a command', `${M}low/commands.ts`, 'export const f = () => Date.now()'),
  one('sql-in-store', 'SQL in a command', `${M}low/commands.ts`, `${SQL}export const f = sql\`select 1\``),
  one(
    'sql-in-store',
    'the driver on the command line',
    'server/src/cli/x.ts',
    "import pg from 'pg'\nexport const f = pg",
  ),
  one(
    null,
    'SQL in a folder of queries',
    `${M}low/queries/x.ts`,
    `${SQL}export const f = sql\`select 1 from low.thing\``,
  ),
  store('own-tables', 'a table of a neighbour', 'select 1 from low.thing'),
  store('own-tables', 'a table joined', 'select 1 from high.a join low.thing t on true'),
  store('own-tables', 'a table after a comma', 'select 1 from high.a, low.thing t'),
  store('own-tables', 'a quoted table', 'select 1 from "low"."thing"'),
  store('own-tables', 'the platform’s table', 'insert into platform.event (id) values (1)'),
  store('own-tables', 'the job queue', 'delete from platform.job'),
  store('own-tables', 'an unknown schema', 'delete from secret.thing'),
  one('own-tables', 'a name built', `${M}high/store.ts`, `${SQL}export const q = sql.table('low.thing')`),
  one(
    'own-tables',
    'a builder',
    `${M}high/store.ts`,
    "export const q = (db: Db) => db.selectFrom('low.thing')",
  ),
  one(
    'own-tables',
    'a foreign key',
    `${M}high/migrations/0001_x.sql`,
    'create table high.a (id uuid references low.thing);',
  ),
  store(
    null,
    'a public view of a neighbour',
    'select 1 from low.public_thing t where t.a is distinct from t.b',
  ),
  store(
    null,
    'words of SQL around columns',
    'select extract(epoch from t.at) from high.a t -- from low.thing',
  ),
  store(null, 'texts that look like tables', "select 'taken from low.thing' from high.a"),
  store('own-writes', 'a write through a public view', 'update low.public_thing set id = 1'),
  one(
    'web-in-routes',
    'the web server in a command',
    `${M}low/commands.ts`,
    "import Fastify from 'fastify'\nexport const f = Fastify",
  ),
  one(
    null,
    'the web server in a route',
    `${M}low/routes/x.ts`,
    "import c from '@fastify/cookie'\nexport const f = c",
  ),
  one(
    null,
    'its types',
    `${M}low/present.ts`,
    "import type { FastifyReply } from 'fastify'\nexport type R = FastifyReply",
  ),
  one(
    'environment-in-config',
    'the environment',
    `server/src/cli/x.ts`,
    "export const f = process.env['HOME']",
  ),
  one(
    'environment-in-config',
    'the environment by name',
    `server/src/cli/x.ts`,
    "import { env } from 'node:process'\nexport const f = env",
  ),
  one(null, 'the configuration', 'server/src/config.ts', 'export const f = process.env'),
  one('ts-endings', 'an import without an ending', `server/src/x.ts`, "import './y'"),
  one('ts-endings', 'an import ending in .js', `server/src/x.ts`, "export * from './y.js'"),
  one('file-length', '401 lines', 'server/src/x.ts', `export {}\n${'\n'.repeat(399)}export {}`),
  one(null, '400 lines', 'server/src/x.ts', `export {}\n${'\n'.repeat(398)}export {}`),
  one('clear-names', 'a file of leftovers', `${M}low/utils.ts`, 'export {}'),
  one('clear-names', 'a folder of leftovers', 'rules/src/common/text.ts', 'export {}'),
  one('no-shortcuts', 'a mock', `${M}low/a.test.ts`, "vi.mock('./domain.ts')"),
  one('no-shortcuts', 'one test only', `${M}low/a.test.ts`, "it.only('x', () => {})"),
  one('no-shortcuts', 'a type thrown away', 'server/src/x.ts', 'export const x = (1 as any).y'),
  one(
    'no-shortcuts',
    'an error silenced',
    'server/src/x.ts',
    '// @ts-expect-error never mind\nexport const x = 1',
  ),
  one('no-shortcuts', 'work put off', 'server/src/x.ts', '// TODO later\nexport const x = 1'),
  { rule: 'module-face', what: 'a module without README', files: [{ path: `${M}low/README.md`, text: '' }] },
]
