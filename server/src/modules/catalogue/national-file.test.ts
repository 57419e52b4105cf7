import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { catalogue, type ImportRow, importProcedures, searchProcedures } from './index.ts'

const FILE = join(
  fileURLToPath(new URL('../../../../../shared/data/procedures', import.meta.url)),
  'dvcqg_procedures_2026-07.jsonl.gz',
)

describe.skipIf(!existsSync(FILE))('the national catalogue of July 2026', () => {
  let root: TestRoot
  let rows: ImportRow[]
  beforeAll(async () => {
    root = await testRoot([catalogue])
    const lines = gunzipSync(readFileSync(FILE)).toString('utf8').trimEnd().split('\n')
    rows = lines.map((text, i) => ({ line: i + 1, row: JSON.parse(text) as unknown }))
  })
  afterAll(() => root.drop())

  const importAll = () => inTx(root, SYSTEM, 'catalogue.import', (ctx) => importProcedures(ctx, rows))

  it('is imported with the counts asked for, and a second time changes nothing', async () => {
    const t = performance.now()
    const first = await importAll()
    console.log('import ms', performance.now() - t)
    expect(first).toMatchObject({ read: 2642, new: 2642, changed: 0, problems: [], duplicates: [] })
    expect(first.parsed.channels).toBeGreaterThanOrEqual(2600)
    // 2,206 state a limit: 2,159 in the cell, 47 in the remark.
    expect(first.parsed.limits).toBe(2206)
    expect(first.parsed.papers).toBeGreaterThanOrEqual(2550)
    expect(first.parsed.results).toBeGreaterThanOrEqual(2600)
    expect(first.demo).toContain('3.000360')
    const t2 = performance.now()
    const second = await importAll()
    console.log('again ms', performance.now() - t2)
    expect(second).toMatchObject({ read: 2642, new: 0, changed: 0, unchanged: 2642 })
  })

  it('find', async () => {
    for (const q of (process.env['Q'] ?? '').split(',')) {
      const t = performance.now()
      const { items } = await searchProcedures(readCtx(root, SYSTEM), { q, limit: 6 })
      console.log(
        q,
        (performance.now() - t).toFixed(1),
        '\n' + items.map((i) => `   ${i.code} ${i.levels} ${i.name.slice(0, 90)}`).join('\n'),
      )
    }
  })
})
