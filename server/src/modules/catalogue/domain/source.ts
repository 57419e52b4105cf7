import type { ProcedurePackage } from '../contract.ts'
import type { Content } from './content.ts'
import { contentView } from './view.ts'

/** A package that is still being written: what is not said yet is missing. */
export type PackageDraft = Partial<Omit<ProcedurePackage, 'code' | 'name'>> &
  Pick<ProcedurePackage, 'code' | 'name'>

const LIMIT_UNITS = ['workingDays', 'days', 'workingHours', 'months'] as const

/**
 * The package to edit the next version from: as it was written where the province configured the procedure, else what
 * the national catalogue says, put into the shape of a package.
 */
export function packageOf(content: Content, code: string): PackageDraft {
  const { configured } = content
  if (configured?.source) return configured.source.package
  const view = contentView(content)
  const [limit] = view.limits
  const unit = LIMIT_UNITS.find((name) => name === limit?.unit)
  return {
    code,
    name: { vi: view.name },
    sector: view.sector,
    levels: view.levels,
    decision: view.decision,
    targetGroups: view.targetGroups,
    channels: view.channels.map(({ channel }) => ({ channel })),
    cases: [
      {
        key: 'thongThuong',
        name: { vi: 'Trường hợp thông thường', en: 'Ordinary case' },
        limit:
          limit && unit
            ? { value: Math.max(1, Math.round(limit.value)), unit }
            : { value: 1, unit: 'workingDays' },
      },
    ],
    papers: view.papers.map(({ key, name, originals, copies, mandatory, presentOnly, formFile }) => ({
      key,
      name: { vi: name.vi.slice(0, 500) },
      originals,
      copies,
      mandatory: mandatory === true,
      ...(presentOnly && { presentOnly }),
      ...(formFile && { formFile: formFile.slice(0, 300) }),
    })),
    fees: view.fees.flatMap(({ key, name, amount, text }) =>
      amount === null
        ? []
        : [{ key, name, collectedAt: 'reception', rule: String(amount), reason: text.slice(0, 1000) }],
    ),
    results: view.results.map(({ code: of, name }) => ({ code: of, name })),
    legalBases: view.legalBases,
  }
}
