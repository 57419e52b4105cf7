import { defineConfig } from 'vitest/config'
import short from '../../../vitest.config.ts'

/** `npm run test:faults`: the same tests at full length. */
export default defineConfig({
  ...short,
  test: { ...short.test, include: ['server/test/faults/**/*.test.ts'], provide: { faults: 'full' } },
})
