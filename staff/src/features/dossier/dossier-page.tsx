import { Button, Tabs } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { usePrefetchQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useLive } from '../../lib/live.ts'
import type { Dossier } from '../../lib/types.ts'
import { Page } from '../../ui/page.tsx'
import { useKeptKey } from '../../ui/shortcuts.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { AccessPanel } from './access-panel.tsx'
import { ActBar } from './act-bar.tsx'
import { ClockPanel } from './clock-panel.tsx'
import './dossier.css'
import { DossierHead } from './dossier-head.tsx'
import { FactsPanel } from './facts-panel.tsx'
import { FormPanel } from './form-panel.tsx'
import { MessagesPanel } from './messages-panel.tsx'
import { PapersPanel } from './papers-panel.tsx'
import { Preview } from './preview.tsx'
import { ProcessPanel } from './process-panel.tsx'
import { clockQuery, dossierQuery, formQuery, tasksQuery } from './queries.ts'
import { SeriesBar } from './series-bar.tsx'
import { SlipsPanel } from './slips-panel.tsx'
import { Timeline } from './timeline.tsx'

/** Everything about a dossier on one screen, and what may be done with it. */
export function DossierPage() {
  const { id } = useParams({ from: '/inside/can-bo/ho-so/$id' })
  const { data, error, refetch } = useQuery(dossierQuery(id))
  // What the parts of the page read is asked for together with the dossier, not after it.
  const { isPending } = useQuery(tasksQuery(id))
  usePrefetchQuery(formQuery(id))
  usePrefetchQuery(clockQuery(id))
  useKeptKey(isPending || (!data && !error))
  useLive(refetch)
  if (error && !data)
    return (
      <Page title="Hồ sơ">
        <Failed error={error} retry={refetch} />
      </Page>
    )
  return data ? <DossierView key={id} dossier={data} /> : <Loading />
}

function DossierView({ dossier }: { dossier: Dossier }) {
  const { hang } = useSearch({ from: '/inside/can-bo/ho-so/$id' })
  const papers = dossier.papers.filter((paper) => paper.fileId !== null && paper.replacedAt === null)
  const [fileId, setFileId] = useState<string | null>(papers[0]?.fileId ?? null)
  return (
    <Page
      title={dossier.code ?? dossier.submissionNumber}
      note={<DossierHead dossier={dossier} />}
      actions={
        <>
          <Button
            renderRoot={(props) => <Link to="/can-bo" search={{ hang }} {...props} />}
            variant="subtle"
            size="xs"
            leftSection={<IconArrowLeft size={16} aria-hidden />}
          >
            Về hàng đợi
          </Button>
          {hang && <SeriesBar id={dossier.id} queue={hang} />}
        </>
      }
    >
      <ActBar dossier={dossier} queue={hang} />
      <div className="dossier" data-plain={papers.length === 0 || undefined}>
        <div className="dossier-data">
          <Tabs defaultValue="form" keepMounted={false} className="panel">
            <Tabs.List>
              <Tabs.Tab value="form">Tờ khai</Tabs.Tab>
              <Tabs.Tab value="papers">Giấy tờ ({dossier.papers.length})</Tabs.Tab>
              <Tabs.Tab value="facts">Thông tin chung</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="form" p="sm" tabIndex={0}>
              <FormPanel dossier={dossier} />
            </Tabs.Panel>
            <Tabs.Panel value="papers" p="sm" tabIndex={0}>
              <PapersPanel dossier={dossier} shown={fileId} show={setFileId} />
            </Tabs.Panel>
            <Tabs.Panel value="facts" p="sm" tabIndex={0}>
              <FactsPanel dossier={dossier} />
            </Tabs.Panel>
          </Tabs>
        </div>
        {papers.length > 0 && (
          <div className="dossier-preview">
            <Preview papers={dossier.papers} fileId={fileId} show={setFileId} />
          </div>
        )}
        <div className="dossier-side">
          <ClockPanel dossier={dossier} />
          <Tabs defaultValue="process" keepMounted={false} className="panel">
            <Tabs.List>
              <Tabs.Tab value="process">Quy trình</Tabs.Tab>
              <Tabs.Tab value="timeline">Diễn biến</Tabs.Tab>
              <Tabs.Tab value="messages" title="Thông báo đã gửi người nộp">
                Đã báo
              </Tabs.Tab>
              <Tabs.Tab value="slips" title="Giấy đã cấp">
                Đã cấp
              </Tabs.Tab>
              <Tabs.Tab value="access">Ai xem</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="process" p="sm" tabIndex={0}>
              <ProcessPanel dossier={dossier} />
            </Tabs.Panel>
            <Tabs.Panel value="timeline" p="sm" tabIndex={0}>
              <Timeline id={dossier.id} />
            </Tabs.Panel>
            <Tabs.Panel value="messages" p="sm" tabIndex={0}>
              <MessagesPanel id={dossier.id} isOnline={dossier.channel === 'online'} />
            </Tabs.Panel>
            <Tabs.Panel value="slips" p="sm" tabIndex={0}>
              <SlipsPanel id={dossier.id} />
            </Tabs.Panel>
            <Tabs.Panel value="access" p="sm" tabIndex={0}>
              <AccessPanel id={dossier.id} />
            </Tabs.Panel>
          </Tabs>
        </div>
      </div>
    </Page>
  )
}
