import { Button, Group, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconColumns2, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { Dossier } from '../../lib/types.ts'
import { Empty } from '../../ui/states.tsx'
import { FilePreview } from './file-preview.tsx'

type Papers = Dossier['papers']
type Props = { papers: Papers; fileId: string | null; show: (fileId: string) => void; compare?: () => void }

/** The file that is looked at, with the other files one click away, and two of them side by side. */
export function Preview({ papers, fileId, show }: Omit<Props, 'compare'>) {
  const [isCompared, compared] = useDisclosure(false)
  return (
    <>
      <Pane papers={papers} fileId={fileId} show={show} compare={compared.open} />
      <Modal opened={isCompared} onClose={compared.close} fullScreen title="Đối chiếu hai giấy tờ">
        <div className="compare">
          <Side papers={papers} first={fileId} />
          <Side papers={papers} first={otherThan(papers, fileId)} />
        </div>
      </Modal>
    </>
  )
}

function Side({ papers, first }: { papers: Papers; first: string | null }) {
  const [fileId, setFileId] = useState(first)
  return <Pane papers={papers} fileId={fileId} show={setFileId} />
}

function Pane({ papers, fileId, show, compare }: Props) {
  const withFile = papers.filter((paper) => paper.fileId !== null && paper.replacedAt === null)
  const paper = papers.find((one) => one.fileId === fileId)
  if (!fileId || !paper) return <Empty>Hồ sơ này không có tệp để xem.</Empty>
  return (
    <section className="panel preview" aria-label={`Xem ${paper.name}`}>
      <div className="preview-head">
        <Group gap={4} wrap="wrap">
          {withFile.map((one, i) => (
            <Button
              key={one.id}
              size="compact-xs"
              variant={one.fileId === fileId ? 'filled' : 'default'}
              aria-pressed={one.fileId === fileId}
              aria-label={`Tệp ${i + 1}: ${one.name}`}
              title={one.name}
              onClick={() => show(one.fileId!)}
            >
              {i + 1}
            </Button>
          ))}
          <span className="preview-name">
            {paper.name}
            {paper.replacedAt !== null && ' (bản đã thay)'}
          </span>
        </Group>
        <Group gap={0} wrap="nowrap">
          {compare && withFile.length > 1 && (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label="Đối chiếu hai giấy tờ"
              title="Đối chiếu hai giấy tờ"
              onClick={compare}
            >
              <IconColumns2 size={16} aria-hidden />
            </Button>
          )}
          <Button
            component="a"
            href={`/api/v1/files/${fileId}`}
            download
            size="compact-xs"
            variant="subtle"
            aria-label={`Tải ${paper.name}`}
            title="Tải về"
          >
            <IconDownload size={16} aria-hidden />
          </Button>
        </Group>
      </div>
      <FilePreview key={fileId} id={fileId} name={paper.name} />
    </section>
  )
}

const otherThan = (papers: Papers, fileId: string | null): string | null =>
  papers.find((paper) => paper.fileId !== null && paper.fileId !== fileId)?.fileId ?? null
