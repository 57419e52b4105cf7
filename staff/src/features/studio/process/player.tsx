import {
  ActionIcon,
  Alert,
  Badge,
  Button,
  Group,
  List,
  Select,
  Slider,
  Stack,
  Text,
  Title,
} from '@mantine/core'
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import { Empty, Failed, Loading } from '../../../ui/states.tsx'
import { useDesk } from '../draft/desk.tsx'
import type { Studio } from '../draft/types.ts'
import type { Designer } from './bpmn-types.ts'
import { CaseEditor } from './case-editor.tsx'
import { clearTokens, moveTokens, placeTokens } from './tokens.ts'

/** Plays the golden cases of the draft: tokens move over the flows and stand where the process waits. */
export function Player({ designer }: { designer: Designer }) {
  const { draft, isEditable, flush } = useDesk()
  const { data, error, refetch } = useQuery({
    queryKey: ['studio', 'play', draft.id],
    queryFn: async () => {
      await flush()
      const params = { path: { id: draft.id } }
      return answerOf(api.POST('/api/v1/studio/drafts/{id}/simulation', { params, body: {} }))
    },
    staleTime: 0,
    gcTime: 0,
  })
  const [index, setIndex] = useState(0)
  const [isEditing, setEditing] = useState(false)
  if (isEditing) {
    return (
      <CaseEditor
        designer={designer}
        first={index}
        onDone={() => {
          setEditing(false)
          void refetch()
        }}
      />
    )
  }
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const chosen = data.cases[index] ?? data.cases[0]
  return (
    <Stack gap="sm">
      <Title order={2} size="h5">
        Chạy thử
      </Title>
      {data.problems.length > 0 && (
        <Alert color="red" title="Chưa chạy thử được">
          <List size="sm">
            {data.problems.map(({ message }) => (
              <List.Item key={message}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {data.problems.length === 0 && !chosen && <Empty>Chưa có trường hợp mẫu nào.</Empty>}
      {chosen && (
        <>
          <Select
            label="Trường hợp mẫu"
            data={data.cases.map(({ name, ok }, i) => ({
              value: String(i),
              label: `${ok ? '✓' : '✗'} ${name}`,
            }))}
            value={String(data.cases.indexOf(chosen))}
            onChange={(value) => setIndex(Number(value))}
            allowDeselect={false}
          />
          <CasePlayer key={chosen.name} designer={designer} played={chosen} />
        </>
      )}
      {data.untried.length > 0 && (
        <Alert color="yellow" title="Bước chưa được thử">
          <Text size="sm">{data.untried.map((id) => nameOf(designer, id)).join(', ')}</Text>
        </Alert>
      )}
      {isEditable && (
        <Button variant="default" size="xs" onClick={() => setEditing(true)}>
          Sửa các trường hợp mẫu
        </Button>
      )}
    </Stack>
  )
}

type Played = Studio['play']['cases'][number]

function CasePlayer({ designer, played }: { designer: Designer; played: Played }) {
  const { frames } = played
  const [at, setAt] = useState(0)
  const [isRunning, setRunning] = useState(true)
  const last = frames.length - 1

  useEffect(() => {
    const frame = frames[at]
    if (!frame) return
    let isGone = false
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    clearTokens(designer)
    const moved = isStill ? Promise.resolve() : moveTokens(designer, frame.flows, () => isGone)
    let timer: ReturnType<typeof setTimeout> | undefined
    void moved.then(() => {
      if (isGone) return
      placeTokens(designer, frame.tokens)
      if (!isRunning) return
      if (at === last) return setRunning(false)
      timer = setTimeout(() => setAt(at + 1), isStill ? 1500 : 700)
    })
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [designer, frames, at, isRunning, last])
  useEffect(() => () => clearTokens(designer), [designer])

  const frame = frames[at]
  const go = (to: number) => {
    setRunning(false)
    setAt(Math.min(last, Math.max(0, to)))
  }
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <ActionIcon variant="default" aria-label="Bước trước" disabled={at <= 0} onClick={() => go(at - 1)}>
          <IconPlayerTrackPrev size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          aria-label={isRunning ? 'Dừng' : 'Chạy'}
          disabled={last < 0}
          onClick={() => {
            if (!isRunning && at === last) setAt(0)
            setRunning(!isRunning)
          }}
        >
          {isRunning ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}
        </ActionIcon>
        <ActionIcon variant="default" aria-label="Bước sau" disabled={at >= last} onClick={() => go(at + 1)}>
          <IconPlayerTrackNext size={16} aria-hidden />
        </ActionIcon>
        <Text size="sm">{frames.length === 0 ? 'Không chạy được' : `${at + 1} / ${frames.length}`}</Text>
        {played.ok ? (
          <Badge color="#1b6b2f" tt="none">
            Chạy đúng
          </Badge>
        ) : (
          <Badge color="red.9" tt="none">
            Chưa đúng
          </Badge>
        )}
      </Group>
      {last > 0 && (
        <Slider
          thumbLabel="Bước đang xem"
          min={0}
          max={last}
          value={at}
          onChange={go}
          label={(value) => frames[value]?.text}
        />
      )}
      <Text size="sm" aria-live="polite">
        {frame?.text}
        {frame?.ended && '. Quy trình kết thúc.'}
        {frame && !frame.ended && frame.tokens.length > 0 && (
          <>. Đang ở: {frame.tokens.map((id) => nameOf(designer, id)).join(', ')}.</>
        )}
      </Text>
      {played.problems.length > 0 && (
        <Alert color="red" title="Khác với mong đợi">
          <List size="sm">
            {played.problems.map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </Stack>
  )
}

const nameOf = (designer: Designer, id: string): string =>
  designer.get('elementRegistry').get(id)?.businessObject.name ?? id
