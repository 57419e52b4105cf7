import { Anchor, Badge, Group, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Page } from '../../../ui/page.tsx'
import { Failed, Loading } from '../../../ui/states.tsx'
import { ProcedureEditor } from '../procedure/procedure-editor.tsx'
import { PublicationPage } from '../publication/publication-page.tsx'
import { DeskProvider, draftKey, readDraft, useCheck, useDesk, usePart } from './desk.tsx'
import '../studio.css'

const FormBuilder = lazy(() => import('../form/form-builder.tsx').then((m) => ({ default: m.FormBuilder })))
const ProcessDesigner = lazy(() =>
  import('../process/process-designer.tsx').then((m) => ({ default: m.ProcessDesigner })),
)

const route = getRouteApi('/inside/quan-tri/thu-tuc/$id')

type Tab = 'thong-tin' | 'bieu-mau' | 'quy-trinh' | 'cong-bo'

/** One draft: its facts, its form, its process, and its publication. */
export function DraftPage() {
  const { id } = route.useParams()
  const { data, error, refetch } = useQuery({
    queryKey: draftKey(id),
    queryFn: () => readDraft(id),
    // The stores of the parts hold what is newer than any answer.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  return (
    <DeskProvider key={`${id} ${data.state}`} draft={data}>
      <DraftTabs />
    </DeskProvider>
  )
}

function DraftTabs() {
  const { draft, isEditable } = useDesk()
  const { phan = 'thong-tin' } = route.useSearch()
  const navigate = route.useNavigate()
  const { content } = usePart<{ code?: string; name?: { vi?: string } }>('procedure')
  const { data: check } = useCheck()
  const faults = check?.problems.length ?? 0
  return (
    <Page
      title={content.name?.vi || draft.name || 'Thủ tục chưa có tên'}
      note={
        <Group gap="xs">
          <Badge variant="default" tt="none">
            {content.code || draft.code || 'chưa có mã'}
          </Badge>
          {!isEditable && (
            <Badge color={draft.state === 'published' ? '#1b6b2f' : 'gray.7'} tt="none">
              {draft.state === 'published' ? `Đã công bố, phiên bản ${draft.publishedVersion}` : 'Đã bỏ'}
            </Badge>
          )}
        </Group>
      }
      actions={
        <Anchor size="sm" renderRoot={(props) => <Link to="/quan-tri" {...props} />}>
          Mọi bản soạn
        </Anchor>
      }
    >
      <Tabs
        value={phan}
        onChange={(value) => void navigate({ search: { phan: value as Tab } })}
        keepMounted={false}
        className="draft-tabs"
      >
        <Tabs.List>
          <Tabs.Tab value="thong-tin">Thông tin</Tabs.Tab>
          <Tabs.Tab value="bieu-mau">Biểu mẫu</Tabs.Tab>
          <Tabs.Tab value="quy-trinh">Quy trình</Tabs.Tab>
          <Tabs.Tab
            value="cong-bo"
            rightSection={
              faults > 0 && (
                <Badge color="red.9" size="sm" circle={faults < 10} aria-label={`${faults} chỗ phải sửa`}>
                  {faults}
                </Badge>
              )
            }
          >
            Kiểm tra, công bố
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="thong-tin" pt="sm">
          <ProcedureEditor />
        </Tabs.Panel>
        <Tabs.Panel value="bieu-mau" pt="sm">
          <Suspense fallback={<Loading />}>
            <FormBuilder />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="quy-trinh" pt="sm">
          <Suspense fallback={<Loading />}>
            <ProcessDesigner />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="cong-bo" pt="sm">
          <PublicationPage />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}
