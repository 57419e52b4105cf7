import { Alert, Badge, Button, Group, List, Modal, Stack, Table, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { showProblem, useAct } from '../../../lib/act.ts'
import { api } from '../../../lib/api.ts'
import { useMay } from '../../../lib/officer.ts'
import { answerOf, Problem, sentenceOf } from '../../../lib/problem.ts'
import { Empty, Failed, Loading } from '../../../ui/states.tsx'
import { checkKey, readDraft, useCheck, useDesk } from '../draft/desk.tsx'
import type { Studio } from '../draft/types.ts'
import { FindingList } from './finding-list.tsx'

const PARTS = { procedure: 'Thông tin', form: 'Biểu mẫu', process: 'Quy trình' } as const

/** What has still to be mended, what would change, and the way to publish it. */
export function PublicationPage() {
  const { draft, isEditable, flush } = useDesk()
  const may = useMay()
  const queries = useQueryClient()
  useEffect(() => {
    void flush().then(() => {
      void queries.invalidateQueries({ queryKey: checkKey(draft.id) })
      void queries.invalidateQueries({ queryKey: ['studio', 'diff', draft.id] })
    })
  }, [flush, queries, draft.id])
  if (draft.state === 'published') {
    return (
      <Alert
        color="green"
        title={`Đã công bố, phiên bản ${draft.publishedVersion}`}
        icon={<IconCheck aria-hidden />}
      >
        <Stack gap="xs">
          <Text size="sm">Người dân đã nộp được thủ tục này trên cổng dịch vụ công.</Text>
          <a href={`/thu-tuc/${draft.code}`}>Xem trên cổng dịch vụ công</a>
          {may('dossiers.migrate') && (
            <Link to="/quan-tri/chuyen-phien-ban" search={{ thuTuc: draft.code }}>
              Chuyển hồ sơ đang giải quyết sang phiên bản này
            </Link>
          )}
        </Stack>
      </Alert>
    )
  }
  if (!isEditable) return <Empty>Bản soạn này đã bỏ, không công bố được nữa.</Empty>
  return <Review />
}

function Review() {
  const { draft } = useDesk()
  const check = useCheck()
  const diff = useQuery({
    queryKey: ['studio', 'diff', draft.id],
    queryFn: () =>
      answerOf(api.GET('/api/v1/studio/drafts/{id}/diff', { params: { path: { id: draft.id } } })),
  })
  if (check.error) return <Failed error={check.error} retry={() => void check.refetch()} />
  if (diff.error) return <Failed error={diff.error} retry={() => void diff.refetch()} />
  if (!check.data || !diff.data) return <Loading />
  const { problems, warnings, untried } = check.data
  return (
    <Stack gap="lg" maw={980}>
      <section>
        <Title order={2} size="h5" mb="xs">
          Kiểm tra
        </Title>
        {problems.length === 0 ? (
          <Alert color="green" icon={<IconCheck aria-hidden />} title="Không còn chỗ nào phải sửa" />
        ) : (
          <FindingList
            title={`${problems.length} chỗ phải sửa trước khi công bố`}
            color="red"
            findings={problems}
          />
        )}
        {warnings.length > 0 && (
          <FindingList
            title={`${warnings.length} chỗ nên xem lại`}
            color="yellow"
            findings={warnings}
            isFolded
          />
        )}
        {untried.length > 0 && (
          <Text size="sm" mt="xs">
            Chưa trường hợp mẫu nào đi qua: {untried.join(', ')}.
          </Text>
        )}
      </section>
      <Changes diff={diff.data} />
      <Acts diff={diff.data} isReady={problems.length === 0} />
    </Stack>
  )
}

function Changes({ diff }: { diff: Studio['diff'] }) {
  const { current, changes, unreadable } = diff
  return (
    <section>
      <Title order={2} size="h5" mb="xs">
        {current?.configured
          ? `Thay đổi so với phiên bản ${current.version} đang dùng`
          : current
            ? 'Thay đổi so với dữ liệu quốc gia'
            : 'Thủ tục mới'}
      </Title>
      {unreadable.length > 0 && (
        <Text size="sm" mb="xs">
          Chưa so sánh được phần {unreadable.map((part) => PARTS[part].toLowerCase()).join(', ')} vì còn chỗ
          phải sửa.
        </Text>
      )}
      {changes.length === 0 && unreadable.length === 0 && <Empty>Không có gì thay đổi.</Empty>}
      {changes.length > 0 && (
        <Table.ScrollContainer minWidth={480}>
          <Table verticalSpacing={6} withRowBorders>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={110}>Phần</Table.Th>
                <Table.Th w={190}>Mục</Table.Th>
                <Table.Th>Thay đổi</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changes.map(({ part, label, text }, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read the same
                <Table.Tr key={i}>
                  <Table.Td>
                    <Badge variant="default" tt="none">
                      {PARTS[part]}
                    </Badge>
                  </Table.Td>
                  <Table.Td>{label}</Table.Td>
                  <Table.Td className="change-text">{text}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  )
}

function Acts({ diff, isReady }: { diff: Studio['diff']; isReady: boolean }) {
  const { draft, flush } = useDesk()
  const queries = useQueryClient()
  const [isAsking, dialog] = useDisclosure(false)
  const params = { path: { id: draft.id } }
  const publish = useMutation({
    mutationFn: async () => {
      await flush()
      const { parts } = await readDraft(draft.id)
      const revisions = Object.fromEntries(parts.map(({ part, revision }) => [part, revision])) as Record<
        'procedure' | 'form' | 'process' | 'cases',
        number
      >
      const body = { revisions, against: diff.current?.versionId ?? null }
      return answerOf(api.POST('/api/v1/studio/drafts/{id}/publication', { params, body }))
    },
    onSettled: (_, error) => {
      dialog.close()
      if (error && !(error instanceof Problem)) showProblem(error)
      return queries.invalidateQueries()
    },
  })
  return (
    <section>
      {publish.error && (
        <Alert color="red" role="alert" mb="sm" title="Chưa công bố được">
          <Text size="sm">{sentenceOf(publish.error)}</Text>
        </Alert>
      )}
      <Group gap="xs">
        <Button onClick={dialog.open} disabled={!isReady}>
          Công bố
        </Button>
        <DropDraft />
      </Group>
      <Modal opened={isAsking} onClose={dialog.close} title="Công bố thủ tục?">
        <Stack>
          <Text size="sm">
            Thủ tục, biểu mẫu và quy trình được công bố cùng lúc. Hồ sơ nộp từ nay theo phiên bản mới; hồ sơ
            đang giải quyết vẫn theo phiên bản cũ.
          </Text>
          <List size="sm">
            <List.Item>{diff.changes.length} thay đổi</List.Item>
            <List.Item>
              {diff.current?.configured
                ? `Thay cho phiên bản ${diff.current.version}`
                : 'Lần đầu nộp được trên hệ thống này'}
            </List.Item>
          </List>
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.close}>
              Xem lại
            </Button>
            <Button loading={publish.isPending} onClick={() => publish.mutate()} data-autofocus>
              Công bố ngay
            </Button>
          </Group>
        </Stack>
      </Modal>
    </section>
  )
}

/** Gives the draft up. Nobody can take that back, so it asks first. */
function DropDraft() {
  const { draft } = useDesk()
  const navigate = useNavigate()
  const [isAsking, dialog] = useDisclosure(false)
  const params = { path: { id: draft.id } }
  const drop = useAct(() => answerOf(api.DELETE('/api/v1/studio/drafts/{id}', { params })), 'Đã bỏ bản soạn.')
  return (
    <>
      <Button variant="subtle" color="red" onClick={dialog.open}>
        Bỏ bản soạn
      </Button>
      <Modal opened={isAsking} onClose={dialog.close} title="Bỏ bản soạn?">
        <Stack>
          <Text size="sm">
            Bản soạn “{draft.name}” đã bỏ thì không còn sửa hay công bố được. Phiên bản đang dùng và hồ sơ
            đang giải quyết không thay đổi.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.close} data-autofocus>
              Giữ lại
            </Button>
            <Button
              color="red"
              loading={drop.isPending}
              onClick={() => drop.mutate(undefined, { onSuccess: () => void navigate({ to: '/quan-tri' }) })}
            >
              Bỏ bản soạn
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
