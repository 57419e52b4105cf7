import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['motcua-src'] },
  ssr: { resolve: { conditions: ['motcua-src', 'node'] } },
  test: {
    include: [
      '{rules,form-ui,portal,staff}/src/**/*.test.{ts,tsx}',
      'server/src/**/*.test.ts',
      'server/test/**/*.test.ts',
    ],
    pool: 'threads',
    // One would be the default on two cores: the long simulation must not hold up the rest.
    maxWorkers: 2,
    isolate: false,
    globalSetup: ['server/src/platform/testing/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
