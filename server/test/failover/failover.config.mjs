import { defineConfig } from 'vitest/config'
import short from '../../../vitest.config.ts'

/** `npm run test:failover`: a cluster of three databases on loopback whose leader is killed under load. */
export default defineConfig({
  ...short,
  test: { ...short.test, include: ['server/test/failover/*.check.ts'], globalSetup: [] },
})
