import type { CompiledTable } from '@motcua/rules'
import type {
  CaseView,
  FeeView,
  GoldenCase,
  PaperView,
  ProcedurePackage,
  ProcedureView,
} from '../contract.ts'
import type { NationalProcedure } from './national.ts'

/**
 * What one version of a procedure says. The two halves never overwrite each other: an import replaces
 * `national`, a publication by the province replaces `configured`.
 */
export type Content = { national: NationalProcedure | null; configured: ConfiguredProcedure | null }

/** A package whose expressions are compiled. */
export type ConfiguredProcedure = Omit<
  ProcedurePackage,
  'cases' | 'papers' | 'paperTable' | 'fees' | 'goldenCases'
> & {
  cases: CaseView[]
  papers: PaperView[]
  paperTable: CompiledTable | null
  fees: FeeView[]
  goldenCases: GoldenCase[]
  /** Ids of units that may not decide until somebody holds the roles of its process there. */
  unstaffed?: string[]
  /** As it was written, to be edited into the next version: the package, and the golden cases of the process. */
  source?: { package: ProcedurePackage; cases: unknown[] }
}

/** The parts of a procedure that people read; identity and dates stand in the row. */
export type ProcedureContent = Omit<
  ProcedureView,
  'version' | 'versionId' | 'source' | 'publishedAt' | 'validFrom' | 'form'
> & { goldenCases: GoldenCase[]; keywords: string[]; unstaffed: string[] }
