import type { ChannelView, FeeView, LimitView, PaperView } from '../contract.ts'
import type { ConfiguredProcedure, Content, ProcedureContent } from './content.ts'
import type { ChannelKind, NationalChannel, NationalProcedure } from './national.ts'
import { limitWords } from './words.ts'

/**
 * One procedure as it is shown and filed: what the province configured where it did, the national catalogue
 * for the rest. A procedure that is not configured has no cases and cannot be filed.
 * @throws when both halves are missing, which no stored version is
 */
export function contentView(content: Content): ProcedureContent {
  const { national, configured } = content
  const base = national ? nationalView(national) : emptyView()
  return configured ? { ...base, ...configuredView(configured, base) } : base
}

function emptyView(): ProcedureContent {
  return {
    code: '',
    nationalCode: '',
    name: '',
    nameEn: null,
    configured: false,
    demo: false,
    decision: '',
    sector: '',
    levels: [],
    online: 'information',
    targetGroups: [],
    competentAgency: '',
    executingAgency: '',
    receptionAddress: '',
    steps: '',
    conditions: '',
    cases: [],
    papers: [],
    paperTable: null,
    fees: [],
    limits: [],
    channels: [],
    results: [],
    legalBases: [],
    competence: null,
    crossBoundary: false,
    clock: { mode: 'RESUME' },
    keptText: {},
    goldenCases: [],
    keywords: [],
    unstaffed: [],
  }
}

function nationalView(national: NationalProcedure): ProcedureContent {
  return {
    ...emptyView(),
    code: national.code,
    nationalCode: national.code,
    name: national.name,
    demo: national.demo,
    decision: national.decision,
    sector: national.sector,
    levels: national.levels,
    // What can be filed online here is only what the province configures.
    online: 'information',
    targetGroups: national.targetGroups,
    competentAgency: national.competentAgency,
    executingAgency: national.executingAgency,
    receptionAddress: national.receptionAddress,
    steps: national.steps,
    conditions: national.conditions,
    papers: nationalPapers(national),
    fees: nationalFees(national.channels),
    limits: nationalLimits(national.channels),
    channels: mergeChannels(national.channels),
    results: national.results.map((r) => ({ ...r, validity: null })),
    legalBases: national.legalBases,
    keptText: Object.fromEntries(Object.entries(national.kept).map(([field, texts]) => [field, texts ?? []])),
  }
}

function nationalPapers(national: NationalProcedure): PaperView[] {
  return national.papers.map((paper, i) => ({
    key: `giay${i + 1}`,
    name: { vi: paper.name },
    group: paper.group,
    originals: paper.originals,
    copies: paper.copies,
    mandatory: paper.originals + paper.copies > 0,
    // The source lists what is only shown under "Giấy tờ phải xuất trình", with no quantity.
    presentOnly: /xuất trình/i.test(paper.group),
    replaceableBy: [],
    digitise: false,
    formFile: paper.formFile,
    note: '',
    reason: '',
  }))
}

function nationalFees(channels: readonly NationalChannel[]): FeeView[] {
  const fees = channels.flatMap((c) => c.fees)
  const distinct = fees.filter(
    (f, i) => fees.findIndex((g) => g.text === f.text && g.amount === f.amount) === i,
  )
  return distinct.map((fee, i) => ({
    key: `khoan${i + 1}`,
    name: { vi: 'Phí, lệ phí' },
    amount: fee.amount,
    text: fee.text,
    collectedAt: null,
    rule: null,
    table: null,
  }))
}

function nationalLimits(channels: readonly NationalChannel[]): LimitView[] {
  const limits: LimitView[] = []
  const add = (value: number, unit: string, text: string) => {
    if (limits.some((l) => l.value === value && l.unit === unit && l.text === text)) return
    limits.push({ caseKey: null, value, unit, text })
  }
  for (const channel of channels) {
    if (channel.limit) add(channel.limit.value, channel.limit.unit, limitWords(channel.limit))
    for (const stated of channel.statedLimits) add(stated.value, stated.unit, stated.text)
  }
  return limits
}

/** One row for each way of filing: the source repeats a channel for each fee or case. */
function mergeChannels(channels: readonly NationalChannel[]): ChannelView[] {
  const kinds: ChannelKind[] = ['online', 'desk', 'post']
  return kinds.flatMap((kind) => {
    const rows = channels.filter((c) => c.channel === kind)
    const [first] = rows
    if (!first) return []
    const notes = [...new Set(rows.map((c) => c.note).filter((note) => note !== ''))]
    return [
      {
        channel: kind,
        limit: first.limit,
        limitText: first.limit ? limitWords(first.limit) : first.limitText,
        fees: rows.flatMap((c) => c.fees),
        note: notes.join('\n'),
      },
    ]
  })
}

function configuredView(own: ConfiguredProcedure, base: ProcedureContent): Partial<ProcedureContent> {
  const nationalName = base.name !== '' && base.nationalCode === (own.nationalCode ?? own.code)
  return {
    code: own.code,
    nationalCode: own.nationalCode ?? own.code.slice(0, 8),
    // The national catalogue is the authority for the official name; the province's is for searching too.
    name: nationalName ? base.name : own.name.vi,
    nameEn: own.name.en ?? null,
    configured: true,
    demo: false,
    decision: base.decision || (own.decision ?? ''),
    sector: own.sector,
    levels: own.levels,
    online: own.online,
    targetGroups: own.targetGroups ?? base.targetGroups,
    steps: own.steps ?? base.steps,
    conditions: own.conditions ?? base.conditions,
    cases: own.cases,
    // Versions published before there were tables have none.
    papers: own.papers.map((p) => ({ ...p, reason: p.reason ?? '' })),
    paperTable: own.paperTable ?? null,
    fees: own.fees.map((f) => ({ ...f, table: f.table ?? null })),
    limits: own.cases.map((c) => ({
      caseKey: c.key,
      ...c.limit,
      text: `${c.name.vi}: ${limitWords(c.limit)}`,
    })),
    channels: own.channels.map((c) => ({
      channel: c.channel,
      limit: own.cases[0]?.limit ?? null,
      limitText: own.cases[0] ? limitWords(own.cases[0].limit) : '',
      fees: [],
      note: c.note ?? '',
    })),
    results: own.results.map((r) => ({ ...r, validity: r.validity ?? null })),
    legalBases: base.legalBases.length > 0 ? base.legalBases : ownBases(own),
    competence: own.competence,
    crossBoundary: own.crossBoundary,
    clock: own.clock,
    keptText: {},
    goldenCases: own.goldenCases,
    unstaffed: own.unstaffed ?? [],
    keywords: [...(own.keywords ?? []), own.name.vi],
  }
}

function ownBases(own: ConfiguredProcedure): ProcedureContent['legalBases'] {
  return (own.legalBases ?? []).map((b) => ({ ...b, date: b.date ?? null, issuer: b.issuer ?? null }))
}
