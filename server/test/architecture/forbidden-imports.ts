import type { TextFile } from './source.ts'

const file = (path: string, text: string): TextFile => ({ path, text: `${text}\n` })
const load = (specifier: string) => `import { x } from '${specifier}'\nexport const y = x`
const X = 'export const x = 1'

/** A small tree that dependency-cruiser passes, and files to add that break one of its rules each. */
export const FORBIDDEN_IMPORTS: {
  clean: readonly TextFile[]
  seeded: Readonly<Record<string, readonly TextFile[]>>
} = {
  clean: [
    file('package.json', '{ "name": "tree", "type": "module", "dependencies": { "declared": "1.0.0" } }'),
    file(
      'node_modules/declared/package.json',
      '{ "name": "declared", "version": "1.0.0", "main": "index.js" }',
    ),
    file('node_modules/declared/index.js', X),
    file(
      'node_modules/undeclared/package.json',
      '{ "name": "undeclared", "version": "1.0.0", "main": "index.js" }',
    ),
    file('node_modules/undeclared/index.js', X),
    file('rules/src/index.ts', X),
    file('portal/src/index.ts', X),
    file('server/src/config.ts', 'export type Config = { port: number }\nexport const x = 1'),
    file(
      'server/src/platform/ctx.ts',
      "import type { Config } from '../config.ts'\nexport type Ctx = Config",
    ),
    file('server/src/platform/testing/root.ts', X),
    file('server/src/modules/low/index.ts', "export { x } from './domain.ts'"),
    file('server/src/modules/low/domain.ts', X),
    file('server/src/modules/high/index.ts', load('../low/index.ts')),
    file('server/src/modules/high/high.test.ts', load('../../platform/testing/root.ts')),
    file('server/src/app.ts', load('./modules/low/index.ts')),
  ],
  seeded: {
    'no-cycles': [
      file('server/src/platform/one.ts', "import { y } from './two.ts'\nexport const x = () => y"),
      file('server/src/platform/two.ts', "import { x } from './one.ts'\nexport const y = () => x"),
    ],
    'no-cycles-between-modules': [
      file(
        'server/src/modules/left/index.ts',
        "import type { R } from '../right/index.ts'\nexport type L = R[]",
      ),
      file(
        'server/src/modules/right/index.ts',
        "import type { L } from '../left/index.ts'\nexport type R = L[]",
      ),
    ],
    'platform-knows-no-module': [file('server/src/platform/proud.ts', load('../modules/low/index.ts'))],
    'platform-gets-config-passed': [file('server/src/platform/reader.ts', load('../config.ts'))],
    'modules-stay-below': [file('server/src/modules/high/above.ts', load('../../app.ts'))],
    'modules-through-index': [file('server/src/modules/high/peek.ts', load('../low/domain.ts'))],
    'program-through-index': [file('server/src/cli/peek.ts', load('../modules/low/domain.ts'))],
    'only-the-program-knows-modules': [file('server/src/other.ts', load('./modules/low/index.ts'))],
    'rules-know-no-server': [file('rules/src/down.ts', load('../../server/src/config.ts'))],
    'faces-know-only-the-contract': [file('portal/src/down.ts', load('../../server/src/config.ts'))],
    'portal-through-index': [file('server/src/peek.ts', load('../../portal/src/down.ts'))],
    'rules-run-in-browsers': [
      file('rules/src/disk.ts', "import { rmSync } from 'node:fs'\nexport const y = rmSync"),
    ],
    'tests-are-not-imported': [file('server/src/modules/high/cheat.ts', "import './high.test.ts'")],
    'testing-only-from-tests': [
      file('server/src/modules/high/fake.ts', load('../../platform/testing/root.ts')),
    ],
    'no-unresolvable': [file('server/src/lost.ts', load('./nowhere.ts'))],
    'packages-are-declared': [file('server/src/lucky.ts', load('undeclared'))],
  },
}
