import { isDeepStrictEqual } from 'node:util'
import { evaluate, vietnamDate } from '@motcua/rules'
import type { Ctx } from '../../../../platform/ctx.ts'
import type { ProcedureVersion } from '../../../catalogue/index.ts'
import { formVersion } from '../../../forms/index.ts'
import { answerAt, type Origins } from '../../answer-origins.ts'
import { fitAnswers } from '../../answers.ts'
import type { Dossier } from '../../store/dossier.ts'
import { processVars } from '../steps.ts'
import type { UnitCall } from '../watch.ts'

type Answers = Record<string, unknown>

/** `missing`: pointers of what the form of the sub-dossier asks for and the parent does not know. */
export type ChildAnswers = Pick<Dossier, 'answers' | 'origins'> & { missing: string[] }

/**
 * What a sub-dossier is told: what the step maps, else the parent's answers of the same names; of it what the form of the
 * called procedure takes. A consultation is about the parent's answers as they are.
 */
export async function answersForChild(
  ctx: Ctx,
  parent: Dossier,
  call: Pick<UnitCall, 'answers'>,
  procedure: ProcedureVersion | null,
): Promise<ChildAnswers> {
  if (!procedure) return { answers: parent.answers, origins: parent.origins, missing: [] }
  if (!procedure.formVersionId) return { answers: {}, origins: { sources: {}, marks: {} }, missing: [] }
  const form = await formVersion(ctx, procedure.formVersionId)
  const told = call.answers ? mapped(ctx, parent, call.answers) : parent.answers
  const { answers, missing } = await fitAnswers(ctx, form, told)
  const ways = call.answers?.flatMap(({ text, path }) =>
    /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text) ? [{ from: pointerOf(text), to: pointerOf(path) }] : [],
  )
  const origins = originsAlong(ways ?? [{ from: '', to: '' }], parent, answers)
  return { answers, origins, missing }
}

function mapped(ctx: Ctx, parent: Dossier, mappings: NonNullable<UnitCall['answers']>): Answers {
  const names = { ...processVars(parent), today: vietnamDate(ctx.now()) }
  const told: Answers = {}
  for (const { path, expression } of mappings) {
    const value = evaluate(expression, names)
    if (value !== null && value !== undefined) setAt(told, path.split('.'), structuredClone(value))
  }
  return told
}

function setAt(target: Answers, [key, ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) target[key!] = value
  else {
    const inner = { ...(target[key!] as Answers | undefined) }
    setAt(inner, rest, value)
    target[key!] = inner
  }
}

/** Sources and marks go with the answers that arrived as they were. */
function originsAlong(
  ways: readonly { from: string; to: string }[],
  parent: Dossier,
  answers: Answers,
): Origins {
  const along = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(entries).flatMap(([pointer, what]) =>
        ways.flatMap(({ from, to }) => {
          if (pointer !== from && !pointer.startsWith(`${from}/`)) return []
          const target = to + pointer.slice(from.length)
          const value = answerAt(answers, target)
          const isSame = value !== undefined && isDeepStrictEqual(value, answerAt(parent.answers, pointer))
          return isSame ? [[target, what]] : []
        }),
      ),
    )
  return { sources: along(parent.origins.sources), marks: along(parent.origins.marks) }
}

const pointerOf = (path: string): string => `/${path.replaceAll('.', '/')}`
