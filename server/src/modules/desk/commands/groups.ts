import type { CompiledForm } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { AppError, conflict, notFound } from '../../../platform/errors.ts'
import { caseFor, currentProcedure, type ProcedureVersion, papersFor } from '../../catalogue/index.ts'
import { checkFiles, mayReceive, notAtYourDesk } from '../../dossiers/index.ts'
import { readFile } from '../../files/index.ts'
import { formVersion } from '../../forms/index.ts'
import { actorById } from '../../identity/index.ts'
import { unitByRef } from '../../organisations/index.ts'
import { addressOfToday } from '../addresses.ts'
import type { GroupView, NewGroup } from '../contract/groups.ts'
import { applicantPlaces, type Column, columnsOf, valueOfCell } from '../domain/group-columns.ts'
import { makeTemplate, readSheet, type SheetRow } from '../group-file.ts'
import {
  type Group,
  groupOf,
  insertGroup,
  lockGroup,
  saveGroupState,
  saveRow,
  waitingLines,
} from '../store/groups.ts'
import { receiveAtDesk } from './receive.ts'

/** Name of the job that receives the next rows of a group. */
export const GROUP_JOB = 'desk.group'
/** Rows of one transaction: the counter of codes stays locked as long as it lasts. */
const ROWS_AT_ONCE = 5

/** The spreadsheet to fill in for a procedure. @throws 403, 404 */
export async function groupTemplate(ctx: Ctx, unitRef: string, code: string): Promise<Buffer> {
  const unit = await unitByRef(ctx, unitRef)
  if (!mayReceive(ctx.actor, unit.id, code)) throw notAtYourDesk()
  const procedure = await currentProcedure(ctx, code)
  return makeTemplate(columnsOf(await formOf(ctx, procedure)), `${procedure.name} (${procedure.code})`)
}

/**
 * Reads the spreadsheet of a group and tells of every row whether it would be received, by doing it and taking it back.
 * @throws 403; 422 of the file as a whole
 */
export async function checkGroup(ctx: Ctx, input: NewGroup): Promise<GroupView> {
  const unit = await unitByRef(ctx, input.unit)
  if (!mayReceive(ctx.actor, unit.id, input.procedureCode)) throw notAtYourDesk()
  const procedure = await currentProcedure(ctx, input.procedureCode)
  await checkFiles(ctx, [input.fileId])
  const file = await readFile(ctx, input.fileId)
  if (!file) throw groupNotFound()
  const reading = await readingOf(ctx, procedure)
  const rows = await readSheet(file, reading.columns)
  const group: Group = {
    ...{ id: ctx.newId(), accountId: ctx.actor.id, unitId: unit.id, procedureCode: procedure.code },
    ...{ procedureVersionId: procedure.id, fileId: input.fileId, name: file.name, state: 'checked' },
    ...{ createdAt: ctx.now(), endedAt: null },
  }
  const found: { line: number; state: 'waiting' | 'skipped'; sentence: string | null }[] = []
  for (const row of rows) {
    const sentence = await ctx
      .rehearse((part) => receiveRow(part, group, reading, row))
      .then(
        () => null,
        (error: unknown) => sentenceOf(error, reading.columns),
      )
    found.push({ line: row.line, state: sentence === null ? 'waiting' : 'skipped', sentence })
  }
  insertGroup(ctx, group, found)
  ctx.about(group.id, { rows: rows.length })
  return present(
    group,
    found.map((row) => ({ ...row, dossierId: null, code: null })),
  )
}

/** Begins to receive the rows that passed. @throws 404; 409 `group.begun` */
export async function startGroup(ctx: Ctx, id: string): Promise<void> {
  const group = await lockGroup(ctx, id)
  if (group?.accountId !== ctx.actor.id) throw groupNotFound()
  if (group.state !== 'checked') throw conflict('group.begun', 'Danh sách này đã được nhận rồi.')
  saveGroupState(ctx, id, 'running')
  plan(ctx, id)
  ctx.about(id)
}

/** A group of the actor with its rows. @throws 404 */
export async function groupView(ctx: Ctx, id: string): Promise<GroupView> {
  const found = await groupOf(ctx, id)
  if (!found) throw groupNotFound()
  return present(found.group, found.rows)
}

/**
 * Receives the next rows in the name of the officer and with the rights he has now. The outcome of a row is written with
 * its dossier: a job that was killed or runs twice makes none twice.
 */
export async function runGroup(ctx: Ctx, id: string): Promise<void> {
  const group = await lockGroup(ctx, id)
  if (group?.state !== 'running') return
  const lines = await waitingLines(ctx, id, ROWS_AT_ONCE)
  const officer = await actorById(ctx, group.accountId)
  const file = lines.length > 0 ? await readFile(ctx, group.fileId) : null
  if (!officer || !file) {
    saveGroupState(ctx, id, 'done')
    return
  }
  const reading = await readingOf(ctx, await currentProcedure(ctx, group.procedureCode))
  const rows = await readSheet(file, reading.columns)
  for (const line of lines) {
    const row = rows.find((r) => r.line === line)!
    try {
      const { dossier } = await ctx.as(officer, (own) =>
        own.attempt((part) => receiveRow(part, group, reading, row)),
      )
      saveRow(ctx, id, { line, state: 'done', dossierId: dossier.id, code: dossier.code, sentence: null })
    } catch (error) {
      const sentence = sentenceOf(error, reading.columns)
      saveRow(ctx, id, { line, state: 'refused', dossierId: null, code: null, sentence })
    }
  }
  plan(ctx, id)
}

type Reading = { procedure: ProcedureVersion; form: CompiledForm | null; columns: Column[] }

async function readingOf(ctx: Ctx, procedure: ProcedureVersion): Promise<Reading> {
  const form = await formOf(ctx, procedure)
  return { procedure, form, columns: columnsOf(form) }
}

const formOf = (ctx: Ctx, { formVersionId }: ProcedureVersion): Promise<CompiledForm | null> =>
  formVersionId ? formVersion(ctx, formVersionId) : Promise.resolve(null)

/** @throws CellError, or what receiving throws */
async function receiveRow(ctx: Ctx, group: Group, reading: Reading, row: SheetRow) {
  const text = (header: string) => row.cells.get(header) ?? ''
  const applicant = { name: '', idNumber: '', phone: '', address: '' }
  const answers: Record<string, unknown> = {}
  for (const { header, to } of reading.columns) {
    const cell = text(header)
    if (to.kind === 'applicant') applicant[to.key] = cell
    else if (cell !== '') {
      const value =
        to.field.type === 'address' ? await addressOfToday(ctx, cell) : valueOfCell(to.field, cell)
      if (value === undefined || value === null)
        throw new CellError(header, UNREADABLE[to.field.type] ?? UNREADABLE['choice']!)
      put(answers, to.path, value)
    }
  }
  const residence = applicant.address ? await addressOfToday(ctx, applicant.address) : null
  for (const { path, key } of applicantPlaces(reading.form)) {
    const value = key === 'address' ? residence : applicant[key]
    if (value) put(answers, path, value)
  }
  const given = caseFor(reading.procedure, null, answers)
  const papers = given ? papersFor(reading.procedure, given.key, answers) : []
  return receiveAtDesk(ctx, {
    unit: group.unitId,
    procedureCode: group.procedureCode,
    applicant: {
      ...{ name: applicant.name, idNumber: applicant.idNumber },
      ...(applicant.phone && { phone: applicant.phone }),
      ...(applicant.address && { address: applicant.address }),
    },
    answers,
    papers: papers
      .filter((p) => p.mandatory)
      .map(({ key, originals, copies }) => ({ key, originals: originals || (copies ? 0 : 1), copies })),
    delivery: { method: 'counter' },
  })
}

class CellError extends Error {
  readonly header: string
  constructor(header: string, message: string) {
    super(message)
    this.header = header
  }
}

const UNREADABLE: Readonly<Record<string, string>> = {
  boolean: 'hãy ghi Có hoặc Không.',
  address: 'không nhận ra xã, phường; hãy ghi đủ xã, phường và tỉnh, cách nhau bằng dấu phẩy.',
  choice: 'không có lựa chọn này; xem trang Hướng dẫn của tệp mẫu.',
}

function put(answers: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path
  if (rest.length === 0) answers[key!] = value
  else if (rest[0] === '0') {
    answers[key!] ??= [{}]
    put((answers[key!] as Record<string, unknown>[])[0]!, rest.slice(1), value)
  } else {
    answers[key!] ??= {}
    put(answers[key!] as Record<string, unknown>, rest, value)
  }
}

/** Why a row cannot be received, with its columns; a fault that is no refusal is thrown. */
function sentenceOf(error: unknown, columns: readonly Column[]): string {
  if (error instanceof CellError) return `Cột “${error.header}”: ${error.message}`
  if (!(error instanceof AppError) || error.status >= 500) throw error
  const details = Array.isArray(error.details)
    ? (error.details as { pointer?: string; message?: string }[])
    : []
  const sentences = details.slice(0, 5).flatMap(({ pointer = '', message }) => {
    const header = columns.find((column) => pointer === pointerOf(column))?.header
    return message ? [header ? `Cột “${header}”: ${message}` : message] : []
  })
  return sentences.length > 0 ? sentences.join(' ') : error.message
}

const pointerOf = ({ to }: Column): string =>
  to.kind === 'applicant' ? `/applicant/${to.key}` : `/answers/${to.path.join('/')}`

const plan = (ctx: Ctx, groupId: string): void =>
  ctx.schedule({ name: GROUP_JOB, payload: { groupId }, key: `${GROUP_JOB}:${groupId}` })

const groupNotFound = () => notFound('group.not_found', 'Không có danh sách này.')

function present(group: Group, rows: readonly GroupView['rows'][number][]): GroupView {
  const count = (state: string) => rows.filter((row) => row.state === state).length
  return {
    ...{ id: group.id, name: group.name, procedureCode: group.procedureCode, state: group.state },
    createdAt: group.createdAt.toISOString(),
    endedAt: group.endedAt?.toISOString() ?? null,
    counts: {
      waiting: count('waiting'),
      done: count('done'),
      refused: count('refused'),
      skipped: count('skipped'),
    },
    rows: [...rows],
  }
}
