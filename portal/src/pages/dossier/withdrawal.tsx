import { FOLLOW } from '../../i18n/follow.ts'
import { TextField } from '../../ui/field.tsx'
import type { Visit } from '../../visit.ts'

/** Why an act was not carried out; `goTo` when the person must first prove who he is. */
export type Refused = { status: number; message: string; goTo: string | null }

/** The form that withdraws a dossier; folded, because it cannot be taken back. */
export function Withdrawal({ visit }: { visit: Visit }) {
  const t = FOLLOW[visit.lang]
  return (
    <details>
      <summary>{t.withdraw}</summary>
      <form class="stack" method="post">
        <p>{t.withdrawText}</p>
        <TextField name="reason" label={t.withdrawReason} maxLength={2000} />
        <button class="button danger" type="submit">
          {t.withdrawDo}
        </button>
      </form>
    </details>
  )
}

/** Withdraws the dossier; null when it is done. */
export async function withdraw({ api, form }: Visit, id: string): Promise<Refused | null> {
  const reason = form?.get('reason')?.trim()
  const { status, body } = await api('POST', `/dossiers/${id}/withdrawal`, reason ? { reason } : {})
  if (status === 200) return null
  const problem = body as { title?: string; code?: string; errors?: { goTo?: unknown } }
  const goTo = problem.code === 'identity.step_up_needed' ? problem.errors?.goTo : null
  return { status, message: problem.title ?? '', goTo: typeof goTo === 'string' ? goTo : null }
}
