/** The interpreter against 10,000 models, and 3,000 beside another engine: `npx vitest run --config server/src/modules/process/testing/models.config.mjs`. */
export default {
  resolve: { conditions: ['motcua-src'] },
  ssr: { resolve: { conditions: ['motcua-src', 'node'] } },
  test: {
    include: [
      'server/src/modules/process/domain/interpreter.property.test.ts',
      'server/src/modules/process/domain/other-engine.test.ts',
    ],
    provide: { models: 'full' },
  },
}
