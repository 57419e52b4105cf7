import { IconFileText } from '@tabler/icons-react'
import { formatTime } from '../../lib/format.ts'
import type { Dossier } from '../../lib/types.ts'
import { Empty } from '../../ui/states.tsx'

type Show = (fileId: string) => void

/** The papers of the dossier, replaced ones too; a click shows the file beside. */
export function PapersPanel({
  dossier,
  shown,
  show,
}: {
  dossier: Dossier
  shown: string | null
  show: Show
}) {
  const asked = new Map((dossier.supplement?.items ?? []).map((item) => [item.key, item.text]))
  if (dossier.papers.length === 0) return <Empty>Hồ sơ này không có giấy tờ kèm theo.</Empty>
  return (
    <ul className="papers">
      {dossier.papers.map((paper) => (
        <li key={paper.id} data-replaced={paper.replacedAt !== null || undefined}>
          <IconFileText size={18} stroke={1.5} aria-hidden />
          <div>
            {paper.fileId ? (
              <button
                type="button"
                className="link"
                aria-pressed={paper.fileId === shown}
                onClick={() => show(paper.fileId!)}
              >
                {paper.name}
              </button>
            ) : (
              paper.name
            )}
            <div className="quiet">
              {[
                paper.originals > 0 && `${paper.originals} bản chính`,
                paper.copies > 0 && `${paper.copies} bản sao`,
                paper.fileId ? 'có tệp' : 'chỉ có bản giấy',
                paper.replacedAt && `đã thay ${formatTime(paper.replacedAt)}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </div>
            {asked.has(paper.key) && paper.replacedAt === null && (
              <div className="warn">Đã yêu cầu bổ sung: {asked.get(paper.key)}</div>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
