import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const SCRIPT = `
  const { measurePure } = await import('./bench/micro.mjs')
  console.log(JSON.stringify(measurePure()))`

describe('the bench', () => {
  // Figures are for people to read; here only that what it calls is still there.
  it('measures the engines of the server that was built', () => {
    const cwd = new URL('..', import.meta.url)
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', SCRIPT], { cwd })
    const rows: { key: string; value: number }[] = JSON.parse(String(printed))
    expect(rows.map((row) => row.key)).toEqual(['form', 'due', 'see', 'decide', 'acts', 'seal'])
    for (const { key, value } of rows) expect(value, key).toBeGreaterThan(0)
  })
})
