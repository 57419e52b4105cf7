import tseslint from 'typescript-eslint'

// Biome formats and lints; these four rules need types, which Biome does not have.
export default tseslint.config({
  files: ['{rules,form-ui,portal,staff}/src/**/*.{ts,tsx}', 'server/**/*.ts'],
  ignores: ['**/dist/**', '**/*.generated.ts'],
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
    '@typescript-eslint/await-thenable': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  },
})
