import './handover.css'
import { Button, Group, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import type { Scan } from '@motcua/rules'
import { IconSearch } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { showProblem, useAct } from '../../lib/act.ts'
import { formatDay, formatDong } from '../../lib/format.ts'
import { Page } from '../../ui/page.tsx'
import { Keys, useShortcuts } from '../../ui/shortcuts.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { printPdf } from '../intake/print-pdf.ts'
import { uploadFile } from '../intake/requests.ts'
import { useScanner } from '../intake/use-scanner.ts'
import { type ProofChoice, ProofPanel } from './proof-panel.tsx'
import { NOBODY, type ReceiverDraft, ReceiverPanel } from './receiver-panel.tsx'
import {
  type Check,
  checkReceiver,
  collectFee,
  dossierOf,
  handOver,
  issueNote,
  type Proof,
  waiting,
} from './requests.ts'

const NO_SIGNATURE: ProofChoice = { kind: 'signature', picture: null }

/** Giving results out: find the dossier, look who came, keep the proof. */
export function HandoverPage() {
  const search = useSearch({ strict: false })
  const [q, setQ] = useState(search.ma ?? '')
  const [id, setId] = useState<string | null>(search.hoSo ?? null)
  const [asked] = useDebouncedValue(q.trim(), 250)
  const list = useQuery({ queryKey: ['to-hand-over', asked], queryFn: () => waiting(asked) })
  const scanned = useRef<(scan: Scan) => boolean>(() => false)
  useShortcuts([
    { keys: 'F2', label: 'Về ô tìm hồ sơ', run: () => document.getElementById('handover-search')?.focus() },
  ])
  useScanner({
    keep: () => {},
    takeBack: () => {},
    onScan: (scan) => {
      if (scanned.current(scan)) return true
      if (scan.kind === 'dossier') setQ(scan.code)
      else if (scan.kind === 'card') setQ(scan.card.idNumber)
      setId(null)
      return true
    },
  })
  const rows = list.data ?? []
  const only = rows.length === 1 && asked !== '' ? rows[0]!.id : null
  const shown = id ?? only
  return (
    <Page title="Trả kết quả">
      <div className="handover">
        <section className="handover-part" aria-labelledby="handover-find">
          <h2 id="handover-find">1. Hồ sơ</h2>
          <TextInput
            id="handover-search"
            aria-label="Quét giấy tiếp nhận, quét thẻ, hoặc gõ mã hồ sơ, họ tên, số giấy tờ"
            placeholder="Quét giấy tiếp nhận hoặc thẻ; gõ mã, họ tên, số"
            leftSection={<IconSearch size={16} aria-hidden />}
            autoComplete="off"
            autoFocus
            value={q}
            onChange={(event) => {
              setQ(event.currentTarget.value)
              setId(null)
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && rows[0]) setId(rows[0].id)
            }}
          />
          {list.isPending && <Loading />}
          {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
          {list.isSuccess && rows.length === 0 && (
            <Empty>
              {asked === ''
                ? 'Không có kết quả nào đang chờ trả.'
                : 'Không có hồ sơ nào có kết quả chờ trả khớp với nội dung tìm.'}
            </Empty>
          )}
          <ul className="handover-list">
            {rows.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  aria-pressed={row.id === shown}
                  className="handover-row"
                  onClick={() => setId(row.id)}
                >
                  <span className="handover-row-code">{row.code}</span>
                  <span>{row.applicantName}</span>
                  <span className="quiet">{row.procedureName}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        {shown ? (
          <Giving
            key={shown}
            id={shown}
            scanned={scanned}
            onDone={() => {
              setId(null)
              setQ('')
              document.getElementById('handover-search')?.focus()
            }}
          />
        ) : (
          <section className="handover-part">
            <Empty>Quét giấy tiếp nhận hoặc chọn hồ sơ để trả.</Empty>
          </section>
        )}
      </div>
    </Page>
  )
}

type GivingProps = {
  id: string
  scanned: React.RefObject<(scan: Scan) => boolean>
  onDone: () => void
}

function Giving({ id, scanned, onDone }: GivingProps) {
  const queries = useQueryClient()
  const dossier = useQuery({ queryKey: ['dossier', id], queryFn: () => dossierOf(id) })
  const [receiver, setReceiver] = useState<ReceiverDraft>(NOBODY)
  const [check, setCheck] = useState<Check | null>(null)
  const [proof, setProof] = useState<ProofChoice>(NO_SIGNATURE)
  const [isSending, setSending] = useState(false)
  const collect = useAct(() => collectFee(id), 'Đã ghi nhận thu phí, lệ phí.')
  const key = useRef(crypto.randomUUID())

  const compare = async (idNumber: string, name = '') => {
    setReceiver((before) => ({ ...before, idNumber, name: name || before.name }))
    try {
      setCheck(await checkReceiver(id, idNumber))
    } catch (error) {
      showProblem(error)
    }
  }
  scanned.current = (scan) => {
    if (scan.kind !== 'card') return false
    void compare(scan.card.idNumber, scan.card.fullName)
    return true
  }
  const isIdentified =
    check !== null &&
    (check.matches || (receiver.name !== '' && receiver.relation !== '' && receiver.paper !== ''))
  const isProven =
    proof.kind === 'paper' || (proof.kind === 'code' ? proof.code.length === 6 : proof.picture !== null)
  const give = async () => {
    if (!isIdentified || !isProven || isSending) return
    setSending(true)
    try {
      const done = await handOver(id, key.current, {
        receiver: {
          idNumber: receiver.idNumber,
          ...(!check.matches && {
            name: receiver.name,
            authorisation: { relation: receiver.relation, paper: receiver.paper },
          }),
        },
        proof: await sentProof(proof),
      })
      notifications.show({ message: `Đã trả kết quả hồ sơ ${done.code}.`, color: 'green', autoClose: 6_000 })
      if (proof.kind === 'paper') await printNote(id)
      void queries.invalidateQueries()
      onDone()
    } catch (error) {
      showProblem(error)
      // What was refused may be sent again with something else.
      key.current = crypto.randomUUID()
    } finally {
      setSending(false)
    }
  }
  useShortcuts([{ keys: 'ctrl+Enter', label: 'Trả kết quả', run: () => void give(), everywhere: true }])
  if (dossier.isPending) return <Loading />
  if (dossier.isError) return <Failed error={dossier.error} retry={() => void dossier.refetch()} />
  const d = dossier.data
  if (!d.can.includes('handover')) {
    return (
      <section className="handover-part">
        <Empty>
          Hồ sơ {d.code} đang “{d.statusName}” nên không trả được ở đây.
        </Empty>
      </section>
    )
  }
  return (
    <div className="handover-give">
      <section className="handover-part">
        <Group justify="space-between" align="start">
          <div>
            <Text fw={600}>{d.code}</Text>
            <Text size="sm">{d.procedureName}</Text>
            <Text size="sm" className="quiet">
              Chủ hồ sơ: {d.applicant.name}
              {d.applicant.phone && `, ${d.applicant.phone}`}
            </Text>
          </div>
          {d.can.includes('fee-collections') && d.feeTotal > 0 && (
            <Button
              size="compact-sm"
              variant="light"
              loading={collect.isPending}
              onClick={() => collect.mutate(undefined)}
            >
              Thu {formatDong(d.feeTotal)}
            </Button>
          )}
          <Text size="sm" className={d.paymentState === 'unpaid' && d.feeTotal > 0 ? 'warn' : 'quiet'}>
            {d.paymentState === 'unpaid' && d.feeTotal > 0
              ? 'Chưa thu phí, lệ phí'
              : `Có kết quả ${formatDay(d.finishedAt)}`}
          </Text>
        </Group>
        <ul className="handover-results">
          {d.results.map((result) => (
            <li key={result.id}>
              {result.name}
              {result.number && `, số ${result.number}`}
            </li>
          ))}
        </ul>
      </section>
      <ReceiverPanel
        receiver={receiver}
        check={check}
        onChange={(next) => {
          if (next.idNumber !== receiver.idNumber) setCheck(null)
          setReceiver(next)
        }}
        onNumber={(idNumber) => void compare(idNumber)}
      />
      <ProofPanel dossierId={id} phone={check?.phone ?? null} proof={proof} onProof={setProof} />
      <Button
        size="md"
        loading={isSending}
        disabled={!isIdentified || !isProven}
        rightSection={<Keys keys="ctrl+Enter" />}
        onClick={() => void give()}
      >
        Trả kết quả
      </Button>
    </div>
  )
}

async function sentProof(proof: ProofChoice): Promise<Proof> {
  if (proof.kind === 'code') return { kind: 'code', code: proof.code }
  if (proof.kind === 'paper') return { kind: 'paper' }
  const picture = await proof.picture?.()
  if (!picture) throw new Error('Chưa có chữ ký; hãy để người nhận ký vào ô.')
  return { kind: 'signature', fileId: (await uploadFile(picture, 'chu-ky.png')).id }
}

async function printNote(id: string): Promise<void> {
  try {
    await printPdf((await issueNote(id)).file)
  } catch (error) {
    showProblem(error)
  }
}
