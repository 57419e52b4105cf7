import type { Ctx } from '../../../platform/ctx.ts'
import {
  editableProcedure,
  type PublicationFinding,
  type PublicationReview,
  publicationChanges,
  reviewPublication,
} from '../../catalogue/index.ts'
import { describeFormChanges, formSource } from '../../forms/index.ts'
import { ROLE_NAMES, type Role } from '../../organisations/index.ts'
import {
  describeProcessChanges,
  processGraph,
  readCases,
  ScriptError,
  simulate,
  type TracedCase,
  traceCase,
} from '../../process/index.ts'
import { visibleDraft } from '../access.ts'
import { type Parts, titleOf } from '../domain/parts.ts'
import { partsOf } from '../queries.ts'

/** The parts of a draft as a package folder would hold them. */
export async function packageOf(ctx: Ctx, draftId: string) {
  const parts = Object.fromEntries((await partsOf(ctx, draftId)).map((row) => [row.part, row.content]))
  const { procedure, form = null, process, cases } = parts as Parts
  return { procedure, form, process: typeof process === 'string' ? process : null, cases }
}

export type DraftCheck = { problems: PublicationFinding[]; warnings: PublicationFinding[]; untried: string[] }

/** All that stands between a draft and its publication. @throws 404 `draft.not_found` */
export async function checkDraft(ctx: Ctx, id: string): Promise<DraftCheck> {
  await visibleDraft(ctx, id)
  const { problems, warnings, process } = await reviewDraft(ctx, await packageOf(ctx, id))
  return { problems, warnings, untried: process?.untried ?? [] }
}

/** What publication checks, and what a draft must have besides: a form and a process, or nobody could work with it. */
export async function reviewDraft(
  ctx: Ctx,
  pkg: Awaited<ReturnType<typeof packageOf>>,
): Promise<PublicationReview> {
  const review = await reviewPublication(ctx, pkg)
  const missing: PublicationFinding[] = []
  if (pkg.form === null) {
    missing.push({ part: 'form', code: 'draft.no_form', message: 'Chưa có biểu mẫu để người dân khai.' })
  }
  if (pkg.process === null) {
    missing.push({ part: 'process', code: 'draft.no_process', message: 'Chưa có quy trình để giải quyết.' })
  }
  return { ...review, problems: [...missing, ...review.problems] }
}

export type DraftPlay = { problems: PublicationFinding[]; cases: TracedCase[]; untried: string[] }

/**
 * Plays cases on the process of a draft for looking at.
 * @param given cases to play instead of the golden ones of the draft
 * @throws 404 `draft.not_found`
 */
export async function playDraft(ctx: Ctx, id: string, given: unknown[] | undefined): Promise<DraftPlay> {
  await visibleDraft(ctx, id)
  const pkg = await packageOf(ctx, id)
  const { problems, process } = await reviewDraft(ctx, { ...pkg, cases: [] })
  const graph = process?.graph
  if (!graph) return { problems: problems.filter(({ part }) => part === 'process'), cases: [], untried: [] }
  try {
    const cases = readCases(given ?? pkg.cases)
    const { untried } = simulate(graph, cases)
    return { problems: [], cases: cases.map((golden) => traceCase(graph, golden)), untried }
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error
    const bad = { part: 'cases' as const, code: 'procedure.bad_cases', message: error.message }
    return { problems: [bad], cases: [], untried: [] }
  }
}

export type DraftDiff = {
  current: { versionId: string; version: number; configured: boolean } | null
  changes: { part: 'procedure' | 'form' | 'process'; label: string; text: string }[]
  unreadable: ('procedure' | 'process')[]
}

/**
 * What a draft would change against the version in use. Parts with faults cannot be compared and are named.
 * @throws 404 `draft.not_found`
 */
export async function diffDraft(ctx: Ctx, id: string): Promise<DraftDiff> {
  await visibleDraft(ctx, id)
  const pkg = await packageOf(ctx, id)
  const { procedure, process } = await reviewDraft(ctx, pkg)
  const current = await currentOf(ctx, titleOf(pkg.procedure).code)
  const oldForm = current?.formVersionId ? await formSource(ctx, current.formVersionId) : null
  const oldGraph = current?.processVersionId ? await processGraph(ctx, current.processVersionId) : null
  const facts = procedure ? await publicationChanges(ctx, procedure) : []
  const steps = process?.graph ? describeProcessChanges(oldGraph, process.graph, roleName) : []
  return {
    current: current && {
      versionId: current.versionId,
      version: current.version,
      configured: current.configured,
    },
    changes: [
      ...facts.map(({ label, text }) => ({ part: 'procedure' as const, label, text })),
      ...describeFormChanges(oldForm, pkg.form).map(({ text }) => ({
        part: 'form' as const,
        label: 'Biểu mẫu',
        text,
      })),
      ...steps.map(({ text }) => ({ part: 'process' as const, label: 'Quy trình', text })),
    ],
    unreadable: [
      ...(procedure ? [] : (['procedure'] as const)),
      ...(pkg.process === null || process?.graph ? [] : (['process'] as const)),
    ],
  }
}

const roleName = (role: string): string => ROLE_NAMES[role as Role]?.vi ?? role

/** The procedure in use that a code, with the suffix of the province or without, would replace. */
export async function currentOf(ctx: Ctx, code: string) {
  return (await editableProcedure(ctx, code)) ?? (await editableProcedure(ctx, code.slice(0, 8)))
}
