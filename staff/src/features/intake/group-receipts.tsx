import { Button, Group, Progress, Text } from '@mantine/core'
import { IconExternalLink, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { showProblem, useAct } from '../../lib/act.ts'
import { formatNumber } from '../../lib/format.ts'
import { printPdf } from '../../lib/print-pdf.ts'
import { printRunOf, startPrint } from '../../lib/prints.ts'
import { Failed } from '../../ui/states.tsx'

/** So many pages are drawn on the screen in a moment; more are printed from the file. */
const DRAWN_AT_ONCE = 60

/** The receipts of all dossiers of a group, issued and printed as one file. */
export function GroupReceipts({ dossiers }: { dossiers: readonly string[] }) {
  const [runId, setRunId] = useState<string | null>(null)
  const start = useAct(() => startPrint({ kind: 'receipt', paper: 'A5', dossiers: [...dossiers] }), null)
  const { data, error, refetch } = useQuery({
    queryKey: ['print', runId],
    queryFn: () => printRunOf(runId!),
    enabled: runId !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 700 : false),
  })
  const [isPrinting, setPrinting] = useState(false)
  const print = async (file: string) => {
    setPrinting(true)
    await printPdf(file).catch(showProblem)
    setPrinting(false)
  }
  if (error) return <Failed error={error} retry={() => void refetch()} />
  const isRunning = start.isPending || data?.state === 'running'
  return (
    <Group gap="sm">
      {!data?.file && (
        <Button
          variant="default"
          loading={isRunning}
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => start.mutate(undefined, { onSuccess: ({ id }) => setRunId(id) })}
        >
          In {formatNumber(dossiers.length)} giấy tiếp nhận
        </Button>
      )}
      {isRunning && data && (
        <Progress
          w={160}
          value={(100 * (data.done + data.refused)) / Math.max(1, data.total)}
          aria-label="Tiến độ cấp giấy"
        />
      )}
      {data?.state === 'done' && (
        <Text size="sm" role="status">
          Đã cấp {formatNumber(data.done)} giấy tiếp nhận
          {data.refused > 0 && (
            <span className="bad">
              , {formatNumber(data.refused)} không cấp được:{' '}
              {[...new Set(data.items.flatMap(({ sentence }) => sentence ?? []))].join(' ')}
            </span>
          )}
          .
        </Text>
      )}
      {data?.file && data.done <= DRAWN_AT_ONCE && (
        <Button
          loading={isPrinting}
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => void print(data.file!)}
        >
          In cả tệp
        </Button>
      )}
      {data?.file && (
        <Button
          component="a"
          href={data.file}
          target="_blank"
          rel="noreferrer"
          variant="default"
          leftSection={<IconExternalLink size={16} aria-hidden />}
        >
          Mở tệp in
        </Button>
      )}
    </Group>
  )
}
