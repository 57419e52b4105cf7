/** @jsxImportSource react */
import { escapeKey, FilePicker } from '@motcua/form-ui'
import { FILING } from '../i18n/filing.ts'
import type { PageFault } from './checks.ts'
import { Name, Note, Vietnamese } from './parts.tsx'
import type { Assessment } from './procedure.ts'
import { browserDesk } from './upload.ts'
import type { Filing } from './wizard.tsx'

/** The papers that the answers ask for, each to be photographed or chosen. */
export function PapersPage({
  filing,
  assessment,
  faults,
}: {
  filing: Filing
  assessment: Assessment | null
  faults: readonly PageFault[]
}) {
  const { props, body, change, isOffline } = filing
  const { lang } = props
  const t = FILING[lang]
  if (!assessment)
    return <Note tone={isOffline ? 'warn' : 'info'}>{isOffline ? t.papersOffline : t.papersWait}</Note>
  if (assessment.papers.length === 0) return <p>{t.papersNone}</p>
  return (
    <div className="stack">
      <p className="soft">{t.formats}</p>
      {assessment.papers.map((paper) => {
        const id = `paper-${paper.key}`
        const name = paper.name[lang] ?? paper.name.vi
        const fault = faults.find((one) => one.id === id)
        return (
          <section key={paper.key} className={fault ? 'card mf-has-error' : 'card'}>
            <div>
              <h3>
                <Name lang={lang} name={paper.name} />
              </h3>
              <p className="soft small">
                <b>{paper.presentOnly ? t.showOnly : paper.mandatory ? t.mandatory : t.ifAny}</b>
                {paper.reason && (
                  <>
                    {'. '}
                    <Vietnamese lang={lang}>{paper.reason}</Vietnamese>
                  </>
                )}
              </p>
            </div>
            {fault && <p className="mf-error">{fault.message}</p>}
            <FilePicker
              id={id}
              label={name}
              lang={lang}
              desk={browserDesk}
              value={body.papers?.[paper.key]}
              onChange={(file) => change(`/papers/${escapeKey(paper.key)}`, file)}
            />
          </section>
        )
      })}
    </div>
  )
}
