import { ActionIcon, Badge, FileButton, Group, NumberInput, Text, Tooltip } from '@mantine/core'
import { IconCamera, IconPaperclip, IconX } from '@tabler/icons-react'
import { showProblem } from '../../lib/act.ts'
import type { Draft, PaperCheck } from './draft.ts'
import { type Assessment, type EarlierPaper, uploadFile } from './requests.ts'
import { ReuseMenu } from './reuse-menu.tsx'

type Props = {
  papers: Assessment['papers']
  checks: Draft['papers']
  /** What the person handed in before. */
  earlier: readonly EarlierPaper[]
  onCheck: (key: string, check: PaperCheck) => void
  onCamera: (key: string, name: string) => void
}

export const NO_PAPER: PaperCheck = { originals: 0, copies: 0 }

/** The papers of the case: how many originals and copies lie on the desk, and a picture of each. */
export function PaperList({ papers, checks, earlier, onCheck, onCamera }: Props) {
  if (papers.length === 0)
    return (
      <Text size="sm" className="quiet">
        Thủ tục này không cần giấy tờ kèm theo.
      </Text>
    )
  return (
    <ul className="intake-papers">
      {papers.map((paper) => {
        const check = checks[paper.key] ?? NO_PAPER
        const isMissing =
          paper.mandatory && !paper.presentOnly && check.originals + check.copies === 0 && !check.fileId
        const count = (kind: 'originals' | 'copies', label: string) => (
          <NumberInput
            aria-label={`${label}: ${paper.name.vi}`}
            prefix={`${label} `}
            size="xs"
            w={92}
            min={0}
            max={999}
            value={check[kind]}
            onChange={(value) => onCheck(paper.key, { ...check, [kind]: Number(value) || 0 })}
          />
        )
        const attach = async (file: File | null) => {
          if (!file) return
          try {
            const { id, name } = await uploadFile(file, file.name)
            onCheck(paper.key, { ...check, fileId: id, fileName: name })
          } catch (error) {
            showProblem(error)
          }
        }
        return (
          <li key={paper.key}>
            <Text size="sm">
              {paper.name.vi}{' '}
              {paper.presentOnly && (
                <Badge component="span" size="xs" variant="default" tt="none">
                  chỉ xuất trình
                </Badge>
              )}
              {isMissing && (
                <Text span size="xs" className="bad" fw={600}>
                  {' '}
                  còn thiếu
                </Text>
              )}
            </Text>
            <Group gap={6} wrap="nowrap">
              {count('originals', 'Chính')}
              {count('copies', 'Sao')}
              <FileButton onChange={(file) => void attach(file)} accept="application/pdf,image/*">
                {(props) => (
                  <Tooltip label="Chọn tệp quét">
                    <ActionIcon
                      {...props}
                      variant="default"
                      size="md"
                      aria-label={`Chọn tệp: ${paper.name.vi}`}
                    >
                      <IconPaperclip size={16} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                )}
              </FileButton>
              <Tooltip label="Chụp bằng máy ảnh">
                <ActionIcon
                  variant="default"
                  size="md"
                  aria-label={`Chụp: ${paper.name.vi}`}
                  onClick={() => onCamera(paper.key, paper.name.vi)}
                >
                  <IconCamera size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
              <ReuseMenu
                name={paper.name.vi}
                earlier={earlier}
                onFile={({ id, name }) => onCheck(paper.key, { ...check, fileId: id, fileName: name })}
              />
            </Group>
            {check.fileId && (
              <Group gap={4}>
                <Text size="xs" className="good">
                  Đã có tệp {check.fileName}
                </Text>
                <ActionIcon
                  size="xs"
                  variant="subtle"
                  aria-label={`Bỏ tệp ${check.fileName}`}
                  onClick={() => onCheck(paper.key, { originals: check.originals, copies: check.copies })}
                >
                  <IconX size={12} aria-hidden />
                </ActionIcon>
              </Group>
            )}
          </li>
        )
      })}
    </ul>
  )
}
