import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseRow } from './domain/row.ts'

const at = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))
const FILE = at('../shared/data/procedures/dvcqg_procedures_2026-07.jsonl.gz')
const DEMO = at('demo/procedures')

/** Cases whose limit is not in the national catalogue of July 2026, and where it is from. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '1.000894 canXacMinh': 'Luật Hộ tịch Điều 18: five working days when something has to be verified',
  '1.001612 caNhan': 'NĐ 168/2025: three working days',
  '1.001612 hoGiaDinh': 'NĐ 168/2025: three working days',
  '1.001939 lienThong': 'QĐ 296/2025: part of the joint procedure 2.000986',
  '1.004222 lienThong': 'QĐ 296/2025: part of the joint procedure 2.000986',
  '1.013225 nhaORiengLe': 'NĐ 217/2026: seven days',
  '1.013225 congTrinhCap34': 'NĐ 217/2026: seven days',
  '2.000986 treDuoi6': 'QĐ 296/2025: three days instead of twenty',
}

type Limit = { value: number; unit: string }
type Case = { key: string; limit?: Limit }

describe.skipIf(!existsSync(FILE))('limits of the demo procedures against the national catalogue', () => {
  const national = readNational()
  const cases = readdirSync(DEMO).flatMap((code) => {
    const { cases } = JSON.parse(readFileSync(join(DEMO, code, 'procedure.json'), 'utf8')) as {
      cases: Case[]
    }
    return cases.map((c) => ({ code, ...c }))
  })

  it.each(cases.filter(({ code }) => national.has(code)))('$code $key', ({ code, key, limit }) => {
    const { channels } = national.get(code)!
    // Some cells hold a number without a unit.
    const stated = channels.flatMap((c) => [
      ...(c.limit ? [c.limit.value] : []),
      ...c.statedLimits.map((s) => s.value),
      ...(Number(c.limitText) > 0 ? [Number(c.limitText)] : []),
    ])
    const isStated = limit !== undefined && stated.includes(limit.value)
    // A procedure that states no limit is done on the day: one working day.
    const agrees = isStated || (stated.length === 0 && limit?.value === 1)
    if (ELSEWHERE[`${code} ${key}`]) expect(agrees, 'stated in the catalogue after all').toBe(false)
    else expect(agrees, JSON.stringify({ limit, stated })).toBe(true)
  })

  it('finds most of them there', () => {
    expect(new Set(cases.filter(({ code }) => national.has(code)).map(({ code }) => code)).size).toBe(16)
  })

  it('names no case that is not there', () => {
    const names = cases.map(({ code, key }) => `${code} ${key}`)
    expect(Object.keys(ELSEWHERE).filter((name) => !names.includes(name))).toEqual([])
  })
})

/** By code; nothing without the file, so that the checks are counted as skipped. */
function readNational(): Map<string, ReturnType<typeof parseRow>> {
  if (!existsSync(FILE)) return new Map()
  const lines = gunzipSync(readFileSync(FILE)).toString('utf8').trimEnd().split('\n')
  const procedures = lines.map((line) => parseRow(JSON.parse(line)))
  return new Map(procedures.map((procedure) => [procedure.code, procedure]))
}
