import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Dossier } from '../../lib/types.ts'
import { toInstant } from '../../ui/moment-field.tsx'

/** Acts with a plain form, by the last part of their addresses, as they stand in `can`. */
export type PlainAct =
  | 'acceptance'
  | 'refusal'
  | 'supplements'
  | 'withdrawal'
  | 'stop'
  | 'apologies'
  | 'payment-confirmations'
  | 'transfers'
  | 'results'

export type Field = {
  name: string
  label: string
  kind: 'text' | 'long' | 'date' | 'moment' | 'choice' | 'file'
  required?: boolean
  help?: string
  choices?: readonly { value: string; label: string }[]
  maxLength?: number
}

/** What was filled in, by the names of the fields; empty ones are left out. */
export type Values = Record<string, string>

export type ActSpec = {
  label: string
  /** What it means, before it is done. */
  about?: string
  submit: string
  done: string
  fields: readonly Field[]
  send: (id: string, values: Values) => Promise<Dossier>
}

const reason = (label: string, help?: string): Field => ({
  name: 'reason',
  label,
  kind: 'long',
  required: true,
  maxLength: 2000,
  help,
})
const note: Field = { name: 'note', label: 'Ghi chú', kind: 'long', maxLength: 2000 }
const path = (id: string) => ({ params: { path: { id } } })

/** The plain forms. What is required here is what the API requires. */
export const PLAIN_ACTS: Record<PlainAct, ActSpec> = {
  acceptance: {
    label: 'Tiếp nhận',
    about: 'Hồ sơ được cấp mã, đồng hồ pháp lý bắt đầu chạy và giấy tiếp nhận được cấp.',
    submit: 'Tiếp nhận',
    done: 'Đã tiếp nhận hồ sơ.',
    fields: [note],
    send: (id, body) => answerOf(api.POST('/api/v1/dossiers/{id}/acceptance', { ...path(id), body })),
  },
  refusal: {
    label: 'Từ chối tiếp nhận',
    submit: 'Từ chối tiếp nhận',
    done: 'Đã từ chối tiếp nhận.',
    fields: [reason('Lý do từ chối', 'In trên thông báo gửi người nộp; nêu rõ căn cứ.')],
    send: (id, body) =>
      answerOf(
        api.POST('/api/v1/dossiers/{id}/refusal', { ...path(id), body: { reason: body['reason'] ?? '' } }),
      ),
  },
  supplements: {
    label: 'Ghi nhận bổ sung',
    about: 'Người nộp đã mang phần còn thiếu đến quầy. Tệp thì gửi ở màn hình tiếp nhận.',
    submit: 'Ghi nhận',
    done: 'Đã ghi nhận bổ sung.',
    fields: [note],
    send: (id, body) => answerOf(api.POST('/api/v1/dossiers/{id}/supplements', { ...path(id), body })),
  },
  withdrawal: {
    label: 'Rút hồ sơ',
    submit: 'Rút hồ sơ',
    done: 'Đã rút hồ sơ theo yêu cầu của người nộp.',
    fields: [{ name: 'reason', label: 'Lý do người nộp rút', kind: 'long', maxLength: 2000 }],
    send: (id, body) => answerOf(api.POST('/api/v1/dossiers/{id}/withdrawal', { ...path(id), body })),
  },
  stop: {
    label: 'Dừng giải quyết',
    submit: 'Dừng giải quyết',
    done: 'Đã dừng giải quyết.',
    fields: [reason('Lý do dừng', 'In trên thông báo gửi người nộp; nêu rõ căn cứ.')],
    send: (id, body) =>
      answerOf(
        api.POST('/api/v1/dossiers/{id}/stop', { ...path(id), body: { reason: body['reason'] ?? '' } }),
      ),
  },
  apologies: {
    label: 'Xin lỗi, hẹn lại',
    about: 'Phiếu xin lỗi được cấp với ngày hẹn mới. Mỗi hồ sơ chỉ hẹn lại một lần.',
    submit: 'Xin lỗi và hẹn lại',
    done: 'Đã xin lỗi và hẹn lại ngày trả.',
    fields: [
      { name: 'newDue', label: 'Ngày hẹn mới', kind: 'moment', required: true },
      reason('Lý do chậm', 'In trên phiếu xin lỗi.'),
    ],
    send: (id, { newDue, reason }) =>
      answerOf(
        api.POST('/api/v1/dossiers/{id}/apologies', {
          ...path(id),
          body: { newDue: toInstant(newDue ?? ''), reason: reason ?? '' },
        }),
      ),
  },
  'payment-confirmations': {
    label: 'Ghi nhận đã nộp tiền',
    submit: 'Ghi nhận',
    done: 'Đã ghi nhận nghĩa vụ tài chính.',
    fields: [
      { name: 'receiptNumber', label: 'Số chứng từ', kind: 'text', maxLength: 100 },
      { name: 'fileId', label: 'Tệp chứng từ', kind: 'file' },
      note,
    ],
    send: (id, body) =>
      answerOf(api.POST('/api/v1/dossiers/{id}/payment-confirmations', { ...path(id), body })),
  },
  transfers: {
    label: 'Luân chuyển bản giấy',
    submit: 'Ghi nhận',
    done: 'Đã ghi nhận luân chuyển.',
    fields: [
      {
        name: 'state',
        label: 'Việc luân chuyển',
        kind: 'choice',
        required: true,
        choices: [
          { value: 'sent', label: 'Đã gửi đi' },
          { value: 'received', label: 'Đã nhận' },
          { value: 'returned', label: 'Đã trả về' },
        ],
      },
      { name: 'parcelNumber', label: 'Số bưu gửi', kind: 'text', maxLength: 100 },
      note,
    ],
    send: (id, { state, ...rest }) =>
      answerOf(
        api.POST('/api/v1/dossiers/{id}/transfers', {
          ...path(id),
          body: { ...rest, state: state as 'sent' },
        }),
      ),
  },
  results: {
    label: 'Ghi kết quả',
    submit: 'Ghi kết quả',
    done: 'Đã ghi kết quả.',
    fields: [
      {
        name: 'outcome',
        label: 'Kết luận',
        kind: 'choice',
        required: true,
        choices: [
          { value: 'granted', label: 'Đồng ý, cấp kết quả' },
          { value: 'refused', label: 'Không đồng ý' },
        ],
      },
      { name: 'number', label: 'Số, ký hiệu', kind: 'text', maxLength: 100 },
      { name: 'signedOn', label: 'Ngày ký', kind: 'date' },
      { name: 'name', label: 'Tên kết quả', kind: 'text', maxLength: 500, help: 'Bỏ trống: theo thủ tục.' },
      { name: 'fileId', label: 'Tệp kết quả', kind: 'file' },
      note,
    ],
    send: (id, { outcome, ...rest }) =>
      answerOf(
        api.POST('/api/v1/dossiers/{id}/results', {
          ...path(id),
          body: { ...rest, outcome: outcome as 'granted' },
        }),
      ),
  },
}

/** Every act, those with a form or a screen of their own too. */
export type ActName = PlainAct | 'supplement-requests' | 'corrections' | 'handover'

/** What the acts are called. */
export const ACT_LABELS: Record<ActName, string> = {
  ...(Object.fromEntries(Object.entries(PLAIN_ACTS).map(([act, { label }]) => [act, label])) as Record<
    PlainAct,
    string
  >),
  'supplement-requests': 'Yêu cầu bổ sung',
  corrections: 'Sửa sai sót tiếp nhận',
  handover: 'Trả kết quả',
}
