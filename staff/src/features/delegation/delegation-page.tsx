import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core'
import { formatDate, vietnamDate } from '@motcua/rules'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { api } from '../../lib/api.ts'
import { useRoles } from '../../lib/choices.ts'
import { colleaguesQuery } from '../../lib/colleagues.ts'
import { useOfficer } from '../../lib/officer.ts'
import { answerOf } from '../../lib/problem.ts'
import type { OwnDelegation } from '../../lib/types.ts'
import { DateField } from '../../ui/date-field.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'

/** Lending one's role to a colleague for an absence, and the delegations that run or are to come. */
export function DelegationPage() {
  return (
    <Page title="Uỷ quyền khi vắng mặt">
      <div className="halves">
        <NewDelegation />
        <Delegations />
      </div>
    </Page>
  )
}

function NewDelegation() {
  const { id, grants } = useOfficer()
  const roles = useRoles()
  const own = grants.filter((grant) => grant.via === 'appointment')
  const [chosen, setChosen] = useState(own[0] ? keyOf(own[0]) : null)
  const [to, setTo] = useState<string | null>(null)
  const grant = own.find((one) => keyOf(one) === chosen)
  const { data } = useQuery({ ...colleaguesQuery(grant?.unit ?? ''), enabled: grant !== undefined })
  const today = vietnamDate(new Date())
  const lend = useAct(
    (form: FormData) =>
      answerOf(
        api.POST('/api/v1/delegations', {
          body: {
            toAccountId: to!,
            unit: grant!.unit,
            role: grant!.role as 'lanhdao',
            validFrom: String(form.get('from')),
            validTo: String(form.get('to')),
            reason: String(form.get('reason')),
          },
        }),
      ),
    'Đã uỷ quyền.',
  )
  if (own.length === 0) return <Empty>Bạn không có vai trò nào của chính mình để uỷ quyền.</Empty>
  return (
    <form
      className="panel block-form"
      onSubmit={(event) => {
        event.preventDefault()
        lend.mutate(new FormData(event.currentTarget))
      }}
    >
      <Stack gap="sm">
        <Select
          label="Vai trò giao lại"
          allowDeselect={false}
          data={own.map((one) => ({
            value: keyOf(one),
            label: `${roles.find(({ value }) => value === one.role)?.label ?? ''}, ${one.unitName}`,
          }))}
          value={chosen}
          onChange={(value) => {
            setChosen(value)
            setTo(null)
          }}
        />
        <Select
          label="Người nhận"
          required
          searchable
          data={(data ?? [])
            .filter(({ account }) => account !== id)
            .map(({ account, name, title }) => ({
              value: account,
              label: title ? `${name} (${title})` : name,
            }))}
          value={to}
          onChange={setTo}
          nothingFoundMessage="Không có cán bộ nào như vậy trong đơn vị."
        />
        <Group grow align="start">
          <DateField name="from" label="Từ ngày" required min={today} defaultValue={today} />
          <DateField name="to" label="Đến hết ngày" required min={today} defaultValue={today} />
        </Group>
        <Textarea name="reason" label="Lý do" required autosize minRows={2} maxLength={500} />
        <Button type="submit" disabled={to === null} loading={lend.isPending}>
          Uỷ quyền
        </Button>
      </Stack>
    </form>
  )
}

function Delegations() {
  const { data, error, refetch } = useQuery({
    queryKey: ['delegations'],
    queryFn: () => answerOf(api.GET('/api/v1/delegations')),
  })
  if (error) return <Failed error={error} retry={refetch} />
  if (!data) return <Loading />
  if (data.length === 0) return <Empty>Không có uỷ quyền nào đang hoặc sắp có hiệu lực.</Empty>
  return (
    <Stack gap="sm">
      {data.map((one) => (
        <Delegation key={one.id} delegation={one} />
      ))}
    </Stack>
  )
}

function Delegation({ delegation: d }: { delegation: OwnDelegation }) {
  const { id } = useOfficer()
  const isMine = d.fromAccount === id
  const end = useAct(
    () => answerOf(api.DELETE('/api/v1/delegations/{id}', { params: { path: { id: d.id } } })),
    isMine ? 'Đã thu hồi uỷ quyền.' : 'Đã trả lại uỷ quyền.',
  )
  return (
    <div className="panel block-form">
      <Group justify="space-between">
        <div>
          <Text fw={600} size="sm">
            {isMine ? `Giao cho ${d.toName}` : `Nhận của ${d.fromName}`}
          </Text>
          <Text size="sm">
            {d.roleName}, {d.unitName}
          </Text>
          <Text size="sm" className="quiet">
            Từ {formatDate(d.validFrom)} đến hết {formatDate(d.validTo)}
          </Text>
        </div>
        <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate(undefined)}>
          {isMine ? 'Thu hồi' : 'Trả lại'}
        </Button>
      </Group>
    </div>
  )
}

const keyOf = ({ role, unit }: { role: string; unit: string }): string => `${role}@${unit}`
