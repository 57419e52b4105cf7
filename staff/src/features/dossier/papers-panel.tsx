import { Button, Group } from '@mantine/core'
import { IconDownload, IconFileText, IconPaperclip } from '@tabler/icons-react'
import { formatTime } from '../../lib/format.ts'
import type { Dossier } from '../../lib/types.ts'
import { Empty } from '../../ui/states.tsx'
import { FilePreview } from './file-preview.tsx'

type Papers = Dossier['papers']
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

/** The file that is looked at, with the other files one click away. */
export function Preview({ papers, fileId, show }: { papers: Papers; fileId: string | null; show: Show }) {
  const withFile = papers.filter((paper) => paper.fileId !== null && paper.replacedAt === null)
  const paper = papers.find((one) => one.fileId === fileId)
  return (
    <section className="panel preview" aria-label="Xem giấy tờ">
      {fileId && paper ? (
        <>
          <div className="preview-head">
            <Group gap={4} wrap="wrap">
              {withFile.map((one, i) => (
                <Button
                  key={one.id}
                  size="compact-xs"
                  variant={one.fileId === fileId ? 'filled' : 'default'}
                  aria-pressed={one.fileId === fileId}
                  title={one.name}
                  onClick={() => show(one.fileId!)}
                >
                  {i + 1}
                </Button>
              ))}
              <span className="preview-name">{paper.name}</span>
            </Group>
            <Button
              component="a"
              href={`/api/v1/files/${fileId}`}
              download
              size="compact-xs"
              variant="subtle"
              aria-label={`Tải ${paper.name}`}
            >
              <IconDownload size={16} aria-hidden />
            </Button>
          </div>
          <FilePreview key={fileId} id={fileId} name={paper.name} />
        </>
      ) : (
        <Empty>
          <IconPaperclip size={16} aria-hidden /> Hồ sơ này không có tệp để xem.
        </Empty>
      )}
    </section>
  )
}
