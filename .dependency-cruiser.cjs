// What may import what, for everything that import paths alone can show. What lies in the texts (SQL, the clock,
// the map of modules) is checked by server/test/architecture.test.ts.

const MODULE = '^server/src/modules/([^/]+)/'
const TEST = '(\\.test\\.ts$|/testing/|/testing\\.ts$|^server/test/)'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      // Type-only imports are left out: they vanish in the compiled program, so no file can meet a half-loaded
      // other one, and the platform's types (Ctx, Job, Module) rightly speak of each other. Between modules
      // types count too: see no-cycles-between-modules, and map.json, which the tests hold acyclic.
      comment: 'Two files need each other to load. Move what both need into a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-cycles-between-modules',
      comment:
        'A cycle that leaves its module, even of types only: the lower module must not know the higher.',
      severity: 'error',
      from: { path: MODULE },
      to: { circular: true, via: { path: '^server/src/modules/', pathNot: '^server/src/modules/$1/' } },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'The platform knows no domain word and no command line.',
      severity: 'error',
      from: { path: '^server/src/platform/' },
      to: { path: '^server/src/(modules|cli)/|^server/src/(app|main|openapi)\\.ts$' },
    },
    {
      name: 'platform-gets-config-passed',
      comment: 'The platform may name the type of the configuration; its values are passed in.',
      severity: 'error',
      from: { path: '^server/src/platform/', pathNot: TEST },
      to: { path: '^server/src/config\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'modules-stay-below',
      comment: 'A module knows the platform and its neighbours, not the program it is put together into.',
      severity: 'error',
      from: { path: MODULE },
      to: { path: '^server/src/cli/|^server/src/[^/]+\\.ts$' },
    },
    {
      name: 'modules-through-index',
      comment: 'Another module is called through its index.ts only; export there what neighbours need.',
      severity: 'error',
      from: { path: MODULE },
      to: { path: '^server/src/modules/', pathNot: '^server/src/modules/($1/|[^/]+/index\\.ts$)' },
    },
    {
      name: 'program-through-index',
      comment:
        'Outside the modules, too, only index.ts is public. Tests may use what a module has for tests.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '(^server/src/modules/|\\.test\\.ts$)' },
      to: { path: '^server/src/modules/', pathNot: '^server/src/modules/[^/]+/index\\.ts$' },
    },
    {
      name: 'only-the-program-knows-modules',
      comment: 'Modules are put together in app.ts and used by openapi.ts, main.ts and cli/ alone.',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: '^server/src/(modules|cli)/|^server/src/(app|openapi|main)\\.ts$|\\.test\\.ts$',
      },
      to: { path: '^server/src/modules/' },
    },
    {
      name: 'rules-know-no-server',
      comment: 'The rules run in the browser too: nothing of the server.',
      severity: 'error',
      from: { path: '^rules/src/' },
      to: { path: '^server/' },
    },
    {
      name: 'faces-know-only-the-contract',
      comment:
        'The web faces are clients of the public API: the rules, the form and contract/, nothing of the server.',
      severity: 'error',
      from: { path: '^(form-ui|portal|staff)/src/' },
      to: { path: '^server/' },
    },
    {
      name: 'portal-through-index',
      comment: 'The server draws pages through the public face of the portal.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(portal|form-ui|staff)/src/', pathNot: '^portal/src/index\\.ts$' },
    },
    {
      name: 'rules-run-in-browsers',
      comment: 'The rules run in the browser too: nothing of Node.',
      severity: 'error',
      from: { path: '^rules/src/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tests-are-not-imported',
      comment: 'Nothing imports a test.',
      severity: 'error',
      from: {},
      to: { path: '\\.test\\.ts$' },
    },
    {
      name: 'testing-only-from-tests',
      comment: 'What lies in testing/ is for tests alone and is not shipped logic.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: '/testing(/|\\.ts$)' },
    },
    {
      name: 'no-unresolvable',
      comment: 'The imported file or package does not exist.',
      severity: 'error',
      from: {},
      // Vite resolves the addresses of files of WebAssembly; their types are told by the package where no file is.
      to: { couldNotResolve: true, pathNot: '\\.wasm\\?url$' },
    },
    {
      name: 'packages-are-declared',
      comment: 'A package must stand in the package.json of the workspace, or it is there by luck.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    // Absolute: a relative name would make `extends` look in the wrong folder.
    tsConfig: { fileName: `${__dirname}/server/tsconfig.json` },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['motcua-src', 'import', 'node', 'default', 'types'],
    },
  },
}
