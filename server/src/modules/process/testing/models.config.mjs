import { defineConfig } from 'vitest/config'
import short from '../../../../../vitest.config.ts'

/** The interpreter against 10,000 models: `npx vitest run --config server/src/modules/process/testing/models.config.mjs`. */
export default defineConfig({
  ...short,
  test: {
    ...short.test,
    include: ['server/src/modules/process/domain/interpreter.property.test.ts'],
    provide: { models: 'full' },
  },
})
