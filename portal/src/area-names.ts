import { readIfPossible } from './read.ts'
import type { Api } from './visit.ts'

/** Names of the provinces and communes that answers name by code. */
export async function areaNames(api: Api, answers: unknown): Promise<Map<string, string>> {
  const provinces = provincesIn(answers)
  if (provinces.size === 0) return new Map()
  const lists = await Promise.all([
    readIfPossible<'listProvinces'>(api, '/areas/provinces'),
    ...[...provinces].map((code) => readIfPossible<'listCommunes'>(api, `/areas/provinces/${code}/communes`)),
  ])
  return new Map(
    lists.flatMap((list) => (list?.items ?? []).map(({ code, fullName }) => [code, fullName] as const)),
  )
}

function provincesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found
  const { province } = value as { province?: unknown }
  if (typeof province === 'string' && /^\d{2}$/.test(province)) found.add(province)
  for (const inner of Object.values(value)) provincesIn(inner, found)
  return found
}
