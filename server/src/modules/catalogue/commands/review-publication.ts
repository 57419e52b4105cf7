import { type CompiledForm, runForm, vietnamDate } from '@motcua/rules'
import { checkForm, compileForm } from '@motcua/rules/compile'
import type { Ctx } from '../../../platform/ctx.ts'
import { AppError } from '../../../platform/errors.ts'
import {
  type FieldTypes,
  type Finding,
  fieldTypesOf,
  type GoldenCase,
  type ProcessReview,
  readCases,
  reviewProcess,
  ScriptError,
  userNodes,
} from '../../process/index.ts'
import type { ConfiguredProcedure } from '../domain/content.ts'
import { legalHours } from '../domain/legal-hours.ts'
import { type Gap, staffGaps } from '../domain/staff.ts'
import type { PackageFolder } from '../package-folder.ts'
import { readPackage } from './publish-procedure.ts'
import { staffOf } from './staff-of.ts'

/** Which of the things published together a finding is about. */
export type PublicationPart = 'procedure' | 'form' | 'process' | 'cases' | 'staff'

export type PublicationFinding = {
  part: PublicationPart
  code: string
  /** One Vietnamese sentence. */
  message: string
  /** JSON pointer into the procedure, the form or the cases. */
  pointer?: string
  /** Element of the process file. */
  element?: Finding['element']
}

/** What publication checks: `problems` refuse it, `warnings` do not. What has problems is null. */
export type PublicationReview = {
  problems: PublicationFinding[]
  warnings: PublicationFinding[]
  form: CompiledForm | null
  procedure: ConfiguredProcedure | null
  process: ProcessReview | null
  cases: readonly GoldenCase[]
  /** Steps that nobody can do in a unit, and the ids of the competent units that are left out for it. */
  gaps: Gap[]
  unstaffed: string[]
  /** Ids of the units that will have to work by it: those that decide, receive and return, and those that steps name. */
  places: string[]
}

/** Everything that publication would say of a package, all at once and without keeping anything. */
export async function reviewPublication(ctx: Ctx, pkg: PackageFolder): Promise<PublicationReview> {
  const formProblems = pkg.form === null ? [] : checkForm(pkg.form)
  const form = pkg.form === null || formProblems.length > 0 ? null : compileForm(pkg.form)
  const read = readPackage(pkg.procedure, form)
  const procedure = read.ok ? read.procedure : null
  const { cases, bad } = casesOf(pkg.cases)
  const caseHours = Object.fromEntries(
    (procedure?.cases ?? []).flatMap((c) => (c.limit ? [[c.key, legalHours(c.limit)]] : [])),
  )
  const fields = { ...(form && fieldTypesOf(form)), ...KNOWN }
  const isFormKnown = pkg.form === null || form !== null
  const process =
    pkg.process === null
      ? null
      : // The names of a form that has faults are not known: the conditions would be blamed in vain.
        await reviewProcess(ctx, { xml: pkg.process, caseHours, ...(isFormKnown && { fields }), cases })
  const staff = await staffing(ctx, procedure, process)
  return {
    problems: [
      ...formProblems.map((p) => ({ part: 'form' as const, ...p })),
      ...(read.ok ? [] : read.problems).map((p) => ({
        part: 'procedure' as const,
        code: 'procedure.bad_package',
        ...p,
      })),
      ...bad.map((message) => ({ part: 'cases' as const, code: 'procedure.bad_cases', message })),
      ...(process?.problems ?? []).map(ofProcess),
      ...staff.problems,
    ],
    warnings: [
      ...read.warnings.map((w) => ({ part: 'procedure' as const, code: 'procedure.warning', ...w })),
      ...(procedure && form ? badExamples(procedure, form, vietnamDate(ctx.now())) : []),
      ...(process?.warnings ?? []).map(ofProcess),
      ...staff.gaps.map(({ message }) => ({ part: 'staff' as const, code: 'procedure.gap', message })),
    ],
    form,
    procedure,
    process,
    cases,
    gaps: staff.gaps,
    unstaffed: staff.unstaffed,
    places: staff.places,
  }
}

/** What a dossier tells its process beside the answers. */
const KNOWN: FieldTypes = { caseKey: 'text', channel: 'text' }

function casesOf(value: unknown): { cases: GoldenCase[]; bad: string[] } {
  try {
    return { cases: value === null ? [] : readCases(value), bad: [] }
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error
    return { cases: [], bad: [`cases.json: ${error.message}`] }
  }
}

function ofProcess({ code, message, element }: Finding): PublicationFinding {
  const part = code === 'process.case_failed' ? ('cases' as const) : ('process' as const)
  return { part, code, message, ...(element && { element }) }
}

type Staffing = { problems: PublicationFinding[]; gaps: Gap[]; unstaffed: string[]; places: string[] }

async function staffing(
  ctx: Ctx,
  procedure: ConfiguredProcedure | null,
  process: ProcessReview | null,
): Promise<Staffing> {
  const none = { problems: [], gaps: [], unstaffed: [], places: [] }
  const unknownUnit = process?.problems.some(({ code }) => code === 'process.unknown_unit')
  if (!procedure || !process?.graph || unknownUnit) return none
  const steps = userNodes(process.graph)
  try {
    const staff = await staffOf(ctx, procedure, steps)
    const { refused, gaps, unstaffed } = staffGaps(steps, staff)
    const problems = refused.map((message) => ({
      part: 'staff' as const,
      code: 'procedure.unstaffed',
      message,
    }))
    return { problems, gaps, unstaffed, places: [...staff.held.keys()] }
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 404) throw error
    const { code, message } = error
    return { ...none, problems: [{ part: 'procedure', code, message, pointer: '/competence/units' }] }
  }
}

/** Example dossiers whose answers the form would refuse. */
function badExamples(
  procedure: ConfiguredProcedure,
  form: CompiledForm,
  today: string,
): PublicationFinding[] {
  return procedure.goldenCases.flatMap(({ case: key, body }, i) =>
    runForm(form, body['answers'] ?? {}, { today }).errors.map(({ pointer, message }) => ({
      part: 'procedure' as const,
      code: 'procedure.bad_example',
      pointer: `/goldenCases/${i}/body/answers${pointer}`,
      message: `Hồ sơ mẫu ${i + 1} (trường hợp “${key}”): ${message}`,
    })),
  )
}
