import { ActionIcon, Menu, Text } from '@mantine/core'
import { searchText } from '@motcua/rules'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { showProblem } from '../../lib/act.ts'
import { formatDay } from '../../lib/format.ts'
import { copyFile, type EarlierPaper } from './requests.ts'

type Props = {
  name: string
  earlier: readonly EarlierPaper[]
  onFile: (file: { id: string; name: string }) => void
}

/** Papers that the person handed in before, to be taken again instead of asked for; the same kind stands first. */
export function ReuseMenu({ name, earlier, onFile }: Props) {
  const [isBusy, setBusy] = useState(false)
  if (earlier.length === 0) return null
  const isSame = (paper: EarlierPaper) => searchText(paper.name) === searchText(name)
  const sorted = [...earlier].sort((a, b) => Number(isSame(b)) - Number(isSame(a)))
  const take = async (paper: EarlierPaper) => {
    setBusy(true)
    try {
      onFile(await copyFile(paper))
    } catch (error) {
      showProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <ActionIcon
          variant={sorted.some(isSame) ? 'light' : 'default'}
          size="md"
          loading={isBusy}
          title="Dùng lại giấy đã nộp"
          aria-label={`Dùng lại giấy đã nộp: ${name}`}
        >
          <IconHistory size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Giấy người này đã nộp trước đây</Menu.Label>
        {sorted.map((paper) => (
          <Menu.Item key={paper.fileId} onClick={() => void take(paper)}>
            <Text size="sm" fw={isSame(paper) ? 600 : undefined}>
              {paper.name}
            </Text>
            <Text size="xs" className="quiet">
              Hồ sơ {paper.code}, {formatDay(paper.addedAt)}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
