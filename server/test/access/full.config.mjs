import { defineConfig } from 'vitest/config'
import short from '../../../vitest.config.ts'

/** `npm run test:access`: every call of the access matrix. */
export default defineConfig({
  ...short,
  test: {
    ...short.test,
    include: ['server/test/access/**/*.test.ts'],
    provide: { access: 'full' },
    testTimeout: 1_800_000,
  },
})
