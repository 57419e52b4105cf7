import { Alert, List, Spoiler } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type Studio, TRIAL } from '../draft/types.ts'

const route = getRouteApi('/inside/quan-tri/thu-tuc/$id')

const TABS = {
  procedure: 'thong-tin',
  form: 'bieu-mau',
  process: 'quy-trinh',
  cases: 'quy-trinh',
  staff: 'quy-trinh',
} as const

type Props = { title: string; color: string; findings: readonly Studio['finding'][]; isFolded?: boolean }

/** What the check says, each with the way to where it is mended. */
export function FindingList({ title, color, findings, isFolded = false }: Props) {
  const { id } = route.useParams()
  const list = (
    <List size="sm" spacing={4}>
      {findings.map((finding, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two findings may read the same
        <List.Item key={i}>
          {finding.message}{' '}
          <Link
            to="/quan-tri/thu-tuc/$id"
            params={{ id }}
            search={{ phan: TABS[finding.part], ...placeOf(finding) }}
          >
            Tới chỗ này
          </Link>
        </List.Item>
      ))}
    </List>
  )
  return (
    <Alert color={color} title={title} mt="xs">
      {isFolded ? (
        <Spoiler maxHeight={96} showLabel="Xem tất cả" hideLabel="Thu gọn">
          {list}
        </Spoiler>
      ) : (
        list
      )}
    </Alert>
  )
}

/** The element or the pointer that the editor of the part opens at; for a golden case, the trial. */
function placeOf({ part, element, pointer }: Studio['finding']): { o?: string } {
  const at = part === 'cases' ? TRIAL : (element?.id ?? pointer)
  return at ? { o: at } : {}
}
