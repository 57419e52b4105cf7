import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Scan } from '@motcua/rules'
import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useRef, useState } from 'react'
import { showProblem } from '../../lib/act.ts'
import { printPdf } from '../../lib/print-pdf.ts'
import { Keys, useShortcuts } from '../../ui/shortcuts.tsx'
import { uploadFile } from '../intake/requests.ts'
import { type ProofChoice, ProofPanel } from './proof-panel.tsx'
import { NOBODY, type ReceiverDraft, ReceiverPanel } from './receiver-panel.tsx'
import { type Check, checkReceiver, handOver, issueNote, type Proof } from './requests.ts'

const NO_SIGNATURE: ProofChoice = { kind: 'signature', picture: null }

type Props = {
  id: string
  isChosen: boolean
  scanned: RefObject<(scan: Scan) => boolean>
  onDone: () => void
}

/** At the counter: who came, whether he may have it, and what shows that he has got it. */
export function CounterGiving({ id, isChosen, scanned, onDone }: Props) {
  const queries = useQueryClient()
  const [receiver, setReceiver] = useState<ReceiverDraft>(NOBODY)
  const [check, setCheck] = useState<Check | null>(null)
  const [proof, setProof] = useState<ProofChoice>(NO_SIGNATURE)
  const [isSending, setSending] = useState(false)
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
  return (
    <>
      <ReceiverPanel
        receiver={receiver}
        check={check}
        isNext={isChosen}
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
    </>
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
