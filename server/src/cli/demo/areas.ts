import { addDays } from '@motcua/rules'
import {
  type AreaHistory,
  type AreaVersion,
  findAreas,
  importAreas,
  splitFullName,
  versionKey,
} from '../../modules/organisations/index.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { readDemo } from './read-data.ts'

type AreaData = {
  from: string
  legalBasis: string
  provinces: Record<string, string>
  communes: Record<string, Record<string, string>>
  ended: { code: string; fullName: string; into: string }[]
}

/**
 * The provinces of Việt Nam and the communes of Đắk Lắk, unless administrative units are there already: the whole
 * list comes with `motcua units import`, before or after.
 */
export async function createAreas(ctx: Ctx): Promise<void> {
  const [known] = await findAreas(ctx, { at: ctx.now().toISOString().slice(0, 10), level: 1, limit: 1 })
  if (!known) await importAreas(ctx, demoAreas())
}

/** What `demo/areas.json` says, as versions and the change of 1/7/2025. */
export function demoAreas(): AreaHistory {
  const { from, legalBasis, provinces, communes, ended } = readDemo<AreaData>('areas.json')
  const versionOf = (code: string, text: string, more: Partial<AreaVersion>): AreaVersion => {
    const name = splitFullName(text)
    if (!name) throw new Error(`no kind of unit in ${text}`)
    const base = { level: 1, parentCode: null, validFrom: from, validTo: null, aliases: [] } as const
    return { code, ...name, ...base, legalBasis, ...more }
  }
  const now = Object.entries(provinces).map(([code, text]) => versionOf(code, text, {}))
  const lower = Object.entries(communes).flatMap(([parentCode, list]) =>
    Object.entries(list).map(([code, text]) => versionOf(code, text, { level: 3, parentCode })),
  )
  const gone = ended.map(({ code, fullName }) =>
    versionOf(code, fullName, { validFrom: null, validTo: addDays(from, -1), legalBasis: null }),
  )
  const parts = ended.map(({ code, into }) => ({
    from: versionKey({ code, validFrom: null }),
    to: versionKey({ code: into, validFrom: from }),
    share: 'WHOLE' as const,
    people: 'WHOLE' as const,
    note: '',
  }))
  return {
    versions: [...gone, ...now, ...lower],
    changes: [{ kind: 'MERGE', effective: from, legalBasis, parts }],
  }
}
