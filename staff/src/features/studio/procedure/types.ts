export type Bilingual = { vi: string; en?: string }
export type Limit = { value: number; unit: 'workingDays' | 'days' | 'workingHours' | 'months' }
export type Case = {
  key: string
  name: Bilingual
  limit: Limit
  when?: string
  papers?: string[]
  fees?: string[]
  note?: string
}
export type Paper = {
  key: string
  name: Bilingual
  originals?: number
  copies?: number
  mandatory?: boolean | string
  presentOnly?: boolean
  digitise?: boolean
  replaceableBy?: string[]
  formFile?: string
  note?: string
  reason?: string
}
export type Fee = {
  key: string
  name: Bilingual
  collectedAt: 'reception' | 'supplement' | 'return'
  rule?: string
  table?: unknown
  reason?: string
}
export type ResultSample = { issuer: string; lines: string[]; signer: string }

export type Result = { code: string; name: string; validity?: string; sample?: ResultSample }
export type LegalBasis = { number: string; name: string; date?: string | null; issuer?: string | null }

/** A package that is being written (server, README of `catalogue`): anything may still be missing. */
export type Package = {
  code?: string
  name?: Bilingual
  sector?: string
  levels?: string[]
  decision?: string
  targetGroups?: string[]
  keywords?: string[]
  online?: string
  validFrom?: string
  channels?: { channel: string; note?: string }[]
  cases?: Case[]
  papers?: Paper[]
  paperTable?: unknown
  fees?: Fee[]
  results?: Result[]
  legalBases?: LegalBasis[]
  steps?: string
  conditions?: string
  competence?: { level?: string; unitKind?: string; units?: string[] }
  crossBoundary?: boolean
  clock?: { mode: string }
  goldenCases?: { case: string; body: Record<string, unknown> }[]
}
