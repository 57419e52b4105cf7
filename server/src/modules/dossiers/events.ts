import type { Subscriber } from '../../platform/events.ts'
import { sayMoment } from '../deadlines/index.ts'
import { answerParent, consentBySilence } from './commands/children/answer.ts'
import { endChildren } from './commands/children/end.ts'
import { openChild } from './commands/children/open.ts'
import type { UnitCall } from './commands/watch.ts'
import { followClocks, type MovedClock } from './store/follow-clock.ts'
import { noticeMoved, noticeSubmitter } from './store/notices.ts'

const ENDED_BECAUSE: Readonly<Record<string, string>> = {
  'dossier.withdrawn': 'Người nộp đã rút hồ sơ chính',
  'dossier.stopped': 'Hồ sơ chính đã dừng giải quyết',
  'dossier.autoClosed': 'Hồ sơ chính tự động dừng do quá hạn bổ sung',
}

/** What whoever filed is told; the reason stands in the dossier, because it may name people. */
const NOTICES: Readonly<Record<string, string>> = {
  accepted: ' đã được tiếp nhận; mở hồ sơ để xem ngày hẹn trả kết quả.',
  supplementRequested: ' cần bổ sung; mở hồ sơ để xem cần thêm gì và hạn bổ sung.',
  refused: ' không được tiếp nhận; mở hồ sơ để xem lý do.',
  apologised: ' trả kết quả chậm; cơ quan xin lỗi và hẹn lại ngày, xem trong hồ sơ.',
  autoClosed: ' đã dừng vì quá hạn bổ sung.',
  stopped: ' đã dừng giải quyết; mở hồ sơ để xem lý do.',
  paymentRequested: ' chờ bạn thực hiện nghĩa vụ tài chính; mở hồ sơ để xem khoản phải nộp.',
  corrected: ' được cơ quan tiếp nhận sửa sai sót; mở hồ sơ để xem đã sửa gì và vì sao.',
  finished: ' đã có kết quả.',
  handedOver: ' đã được trả kết quả; nếu bạn chưa nhận, hãy báo ngay cho nơi tiếp nhận.',
}

/** Reactions to other modules' events. */
export const subscribers: readonly Subscriber[] = [
  {
    name: 'dossiers.follow_clock',
    on: 'deadlines.recomputed',
    react: async (ctx, event) => {
      const { clocks, cause } = event.data as { clocks: MovedClock[]; cause: string }
      followClocks(ctx, clocks, cause)
    },
  },
  {
    name: 'dossiers.notice_moved',
    on: 'deadlines.recomputed',
    react: async (ctx, event) => {
      const { clocks, cause } = event.data as { clocks: MovedClock[]; cause: string }
      const day = (iso: string) => sayMoment(new Date(iso))
      const text = (c: MovedClock) =>
        `: ngày hẹn trả đổi từ ${day(c.dueBefore)} sang ${day(c.dueAt)} vì ${cause}.`
      noticeMoved(
        ctx,
        clocks.map((c) => ({ subjectId: c.subjectId, text: text(c) })),
      )
    },
  },
  ...Object.entries(NOTICES).map(
    ([kind, text]): Subscriber => ({
      name: `dossiers.notice_${kind}`,
      on: `dossier.${kind}`,
      react: async (ctx, event) => {
        noticeSubmitter(ctx, event.subject, kind, text)
        // An opinion that nothing waits for comes too late; a procedure of its own goes on to its result.
        if (kind === 'finished')
          await endChildren(ctx, event.subject, 'Hồ sơ chính đã có kết quả', (child) => child.isOpinion)
      },
    }),
  ),
  {
    name: 'dossiers.open_child',
    on: 'dossier.unitCalled',
    react: async (ctx, event) => {
      await openChild(ctx, event.subject, event.data as UnitCall)
    },
  },
  {
    name: 'dossiers.answer_parent',
    on: 'dossier.childEnded',
    react: (ctx, event) => answerParent(ctx, event.subject),
  },
  {
    name: 'dossiers.drop_calls',
    on: 'dossier.callsDropped',
    react: (ctx, event) => {
      const { tokens = [], children = [] } = event.data as { tokens?: string[]; children?: string[] }
      return endChildren(
        ctx,
        event.subject,
        'Hồ sơ chính không cần kết quả này nữa',
        ({ id, parentToken }) =>
          children.includes(id) || (parentToken !== null && tokens.includes(parentToken)),
      )
    },
  },
  {
    name: 'dossiers.consent_by_silence',
    on: 'deadlines.consented_by_silence',
    react: (ctx, event) => consentBySilence(ctx, event.subject, 'Hết hạn mà không có ý kiến'),
  },
  ...['dossier.withdrawn', 'dossier.stopped', 'dossier.autoClosed'].map(
    (on): Subscriber => ({
      name: `dossiers.end_children_of_${on.split('.')[1]}`,
      on,
      react: (ctx, event) => endChildren(ctx, event.subject, ENDED_BECAUSE[on]!, () => true),
    }),
  ),
]
