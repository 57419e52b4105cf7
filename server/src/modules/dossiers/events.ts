import type { Subscriber } from '../../platform/events.ts'
import { answerParent, consentBySilence, endChildren, openChild } from './commands/children.ts'
import type { UnitCall } from './commands/watch.ts'
import { followClocks, type MovedClock } from './store/follow-clock.ts'

const ENDED_BECAUSE: Readonly<Record<string, string>> = {
  'dossier.withdrawn': 'Người nộp đã rút hồ sơ chính',
  'dossier.stopped': 'Hồ sơ chính đã dừng giải quyết',
  'dossier.autoClosed': 'Hồ sơ chính tự động dừng do quá hạn bổ sung',
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
    react: (ctx, event) =>
      endChildren(
        ctx,
        event.subject,
        'Hồ sơ chính không cần kết quả này nữa',
        (event.data as { tokens: string[] }).tokens,
      ),
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
      react: (ctx, event) => endChildren(ctx, event.subject, ENDED_BECAUSE[on]!),
    }),
  ),
]
