import { formatMoment } from '../../format.ts'
import { FOLLOW } from '../../i18n/follow.ts'
import type { Reply } from '../../read.ts'
import { type Step, Steps } from '../../ui/steps.tsx'
import { RecordName, Vietnamese } from '../../ui/vietnamese.tsx'
import type { Visit } from '../../visit.ts'
import type { Dossier } from './follow.tsx'

type Act = Reply<'getTimeline'>['items'][number]
type Task = Reply<'listTasks'>['items'][number]
type Clock = Reply<'getClock'>

/** What was done, who has it now and until when, what is to come; and why the due date is what it is. */
export function Course({
  visit,
  dossier,
  timeline,
  tasks,
  clock,
}: {
  visit: Visit
  dossier: Dossier
  timeline: { items: readonly Act[] } | null
  tasks: { items: readonly Task[] } | null
  clock: Clock | null
}) {
  const t = FOLLOW[visit.lang]
  const moment = (at: string) => formatMoment(at, visit.lang)
  const isOver = [3, 7, 8, 10].includes(dossier.status)
  const done = (timeline?.items ?? []).map(
    (act): Step => ({
      key: act.id,
      state: 'done',
      body: (
        <>
          <b>
            {act.kind === 'stepCompleted' && typeof act.data['name'] === 'string' ? (
              <Vietnamese visit={visit}>{act.data['name']}</Vietnamese>
            ) : (
              <RecordName visit={visit} group="acts" of={act.kind}>
                {act.name}
              </RecordName>
            )}
          </b>
          <span class="soft small">
            {moment(act.at)}
            {act.unitName && (
              <>
                {' · '}
                <Vietnamese visit={visit}>{act.unitName}</Vietnamese>
              </>
            )}
          </span>
          {act.reason && (
            <span class="small">
              {t.reason('')}
              <Vietnamese visit={visit}>{act.reason}</Vietnamese>
            </span>
          )}
        </>
      ),
    }),
  )
  const open = (tasks?.items ?? []).map(
    (task): Step => ({
      key: task.id,
      state: 'now',
      body: (
        <>
          <b>
            <Vietnamese visit={visit}>{task.name}</Vietnamese>
          </b>
          <span>
            {t.holder('')}
            <Vietnamese visit={visit}>{task.unitName}</Vietnamese>
          </span>
          <span class="soft small">
            {t.since(moment(task.openedAt))}
            {task.dueAt && ` · ${t.until(moment(task.dueAt))}`}
          </span>
        </>
      ),
    }),
  )
  const ahead: Step[] =
    isOver || dossier.status === 9
      ? []
      : [
          {
            key: 'result',
            state: 'ahead',
            body: (
              <>
                <b>{t.result}</b>
                <span class="soft small">
                  {dossier.dueAt ? t.dueOn(moment(dossier.dueAt)) : dossier.status === 1 ? t.wait : ''}
                </span>
              </>
            ),
          },
        ]
  return (
    <section class="card">
      <h2>{t.steps}</h2>
      <Steps steps={[...done, ...open, ...ahead]} words={{ done: t.done, now: t.here, ahead: t.ahead }} />
      {clock && clock.ledger.length > 0 && (
        <details>
          <summary>{t.clockTitle}</summary>
          <div class="stack tight">
            {clock.firstDueAt && clock.firstDueAt !== clock.dueAt && (
              <p>{t.firstDue(moment(clock.firstDueAt))}</p>
            )}
            {clock.dueAt && <p>{t.dueNow(moment(clock.dueAt))}</p>}
            <ul>
              {clock.ledger.map((entry) => (
                <li key={`${entry.at} ${entry.kind}`} lang="vi">
                  {entry.note}
                </li>
              ))}
            </ul>
          </div>
        </details>
      )}
    </section>
  )
}
