import { createHash, randomInt } from 'node:crypto'
import { plainIdNumber } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { AppError, conflict, forbidden, unprocessable } from '../../../platform/errors.ts'
import { isProof, proofOf } from '../../../platform/keys/index.ts'
import {
  checkFiles,
  type Dossier,
  decideAct,
  type HandoverProof,
  handOver,
  noteAccess,
  type WholeDossier,
  wholeDossier,
} from '../../dossiers/index.ts'
import { filesByIds, readFile } from '../../files/index.ts'
import type { HandoverCheck, ProvenHandover, SentCode } from '../contract/handovers.ts'
import { codeMessage, LIFE_MS, MOST_SENDS, maskPhone, PAUSE_MS, whyUnusable } from '../domain/codes.ts'
import { countAttempt, dropCode, lockCode, saveCode } from '../store/handover-codes.ts'

/** Whether the number on the card of who came is that of the applicant, before anything is given. */
export async function checkReceiver(ctx: Ctx, id: string, idNumber: string): Promise<HandoverCheck> {
  const { dossier } = await toHandOver(ctx, id)
  await noteAccess(ctx, dossier, 'handover')
  ctx.about(id)
  return {
    dossierId: id,
    matches: isApplicantNumber(dossier, idNumber),
    applicantName: dossier.applicant.name,
    phone: dossier.applicant.phone && maskPhone(dossier.applicant.phone),
  }
}

/** A code that is to be sent when the command has committed. */
export type CodeToSend = { phone: string; text: string; answer: SentCode }

/**
 * Makes a one-time code for the telephone of the dossier; the code itself is kept nowhere.
 * @throws 422 `handover.no_phone`, 429 `handover.code_too_soon`, `handover.codes_used_up`
 */
export async function makeCode(ctx: Ctx, id: string): Promise<CodeToSend> {
  const { dossier } = await toHandOver(ctx, id)
  const { phone } = dossier.applicant
  if (!phone) {
    throw unprocessable('handover.no_phone', 'Hồ sơ không có số điện thoại; hãy xác nhận bằng chữ ký.')
  }
  const now = ctx.now()
  const before = await lockCode(ctx, id)
  if (before && before.sends >= MOST_SENDS) {
    throw new AppError(
      'handover.codes_used_up',
      429,
      'Đã gửi mã đủ số lần cho hồ sơ này; hãy xác nhận bằng chữ ký.',
    )
  }
  if (before && now.getTime() - before.sentAt.getTime() < PAUSE_MS) {
    throw new AppError('handover.code_too_soon', 429, 'Vừa gửi mã xong; hãy chờ 30 giây rồi gửi lại.')
  }
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const sends = (before?.sends ?? 0) + 1
  const expiresAt = new Date(now.getTime() + LIFE_MS)
  saveCode(ctx, id, { proof: proofOf(ctx.keys, PURPOSE, `${id} ${code}`), sentAt: now, expiresAt, sends })
  ctx.about(id, { sends })
  return {
    phone,
    text: codeMessage(code, dossier.code ?? dossier.submissionNumber),
    answer: { phone: maskPhone(phone), expiresAt: expiresAt.toISOString(), sendsLeft: MOST_SENDS - sends },
  }
}

/**
 * Looks at a code that was told at the desk and counts the attempt, in a transaction of its own: a refused hand-over
 * takes back what it wrote, and the attempt has to stay.
 */
export async function tryCode(ctx: Ctx, id: string, code: string): Promise<AppError | null> {
  const { dossier } = await toHandOver(ctx, id)
  const known = await lockCode(ctx, dossier.id)
  ctx.about(id)
  const why = whyUnusable(known, ctx.now())
  if (why) return conflict(`handover.code_${why}`, UNUSABLE[why])
  if (isProof(ctx.keys, PURPOSE, `${id} ${code}`, known!.proof)) return null
  countAttempt(ctx, id)
  return unprocessable('handover.code_wrong', 'Mã không đúng; hãy hỏi lại người nhận.')
}

/**
 * Gives the result to who has shown that he may have it, and keeps the proof.
 * @throws 403 `handover.not_applicant`; 422 for the proof
 */
export async function handOverProven(ctx: Ctx, id: string, input: ProvenHandover): Promise<WholeDossier> {
  const { dossier } = await toHandOver(ctx, id)
  const { receiver, proof } = input
  const isSelf = isApplicantNumber(dossier, receiver.idNumber)
  if (!isSelf && !receiver.authorisation) {
    throw forbidden(
      'Số trên thẻ không phải của chủ hồ sơ; chỉ trả cho người có giấy uỷ quyền, hãy ghi giấy đó.',
      'handover.not_applicant',
    )
  }
  const name = isSelf ? dossier.applicant.name : receiver.name
  if (!name) throw unprocessable('handover.no_name', 'Hãy nhập họ tên của người nhận thay.')
  const kept: HandoverProof = {
    identity: isSelf ? 'self' : 'authorised',
    kind: proof.kind,
    ...(await evidenceOf(ctx, id, proof)),
  }
  const authorised =
    receiver.authorisation && `${receiver.authorisation.relation}; ${receiver.authorisation.paper}`
  const note = [isSelf ? null : authorised, input.note].filter(Boolean).join('. ')
  await handOver(
    ctx,
    id,
    {
      receiverName: name,
      receiverIdNumber: plainIdNumber(receiver.idNumber),
      method: 'counter',
      ...(note && { note }),
    },
    kept,
  )
  dropCode(ctx, id)
  return wholeDossier(ctx, id)
}

const PURPOSE = 'desk.handover'

const UNUSABLE = {
  none: 'Chưa gửi mã cho hồ sơ này; hãy gửi mã.',
  expired: 'Mã đã hết hạn; hãy gửi mã mới.',
  attempts: 'Đã nhập sai quá nhiều lần; hãy gửi mã mới hoặc xác nhận bằng chữ ký.',
} as const

/** @throws 404, 403, 409 as the hand-over itself would */
async function toHandOver(ctx: Ctx, id: string): Promise<WholeDossier> {
  const whole = await wholeDossier(ctx, id)
  const { verdict } = decideAct(ctx.actor, 'handover', whole.dossier)
  if (verdict === 'never') throw forbidden('Chỉ cán bộ tiếp nhận của nơi trả kết quả được trả hồ sơ này.')
  if (verdict === 'not-now') {
    throw conflict(
      'handover.not_ready',
      'Hồ sơ chưa có kết quả để trả, hoặc đã trả rồi; hãy mở hồ sơ để xem.',
    )
  }
  return whole
}

const isApplicantNumber = (d: Dossier, idNumber: string): boolean =>
  plainIdNumber(idNumber) === d.applicant.idNumber

async function evidenceOf(
  ctx: Ctx,
  id: string,
  proof: ProvenHandover['proof'],
): Promise<Pick<HandoverProof, 'fileId' | 'sha256'>> {
  if (proof.kind === 'code') {
    const known = await lockCode(ctx, id)
    const right = known && isProof(ctx.keys, PURPOSE, `${id} ${proof.code}`, known.proof)
    if (!right) throw conflict('handover.code_none', UNUSABLE.none)
    // Which code was told, when, for what: to be compared with the log of messages, and no code.
    const facts = JSON.stringify({ dossier: id, proof: known.proof, sentAt: known.sentAt, toldAt: ctx.now() })
    return { fileId: null, sha256: createHash('sha256').update(facts).digest('hex') }
  }
  if (proof.fileId === undefined) return { fileId: null, sha256: null }
  await checkFiles(ctx, [proof.fileId])
  const file = await readFile(ctx, proof.fileId)
  file?.content.destroy()
  const type = (await filesByIds(ctx, [proof.fileId])).get(proof.fileId)?.type
  if (proof.kind === 'signature' && type !== 'image/png') {
    throw unprocessable('handover.bad_signature', 'Chữ ký phải là ảnh PNG; hãy ký lại.')
  }
  return { fileId: proof.fileId, sha256: file?.sha256 ?? null }
}
