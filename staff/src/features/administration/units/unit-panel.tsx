import { Badge, Button, Group, Stack, Title } from '@mantine/core'
import { formatDate, UNIT_KIND_NAMES, type UnitKind } from '@motcua/rules'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import type { Unit } from '../../../lib/types.ts'
import { Failed, Loading } from '../../../ui/states.tsx'
import { ReceiptBooks } from './receipt-books.tsx'
import { CloseUnit, EditUnit, NewUnit, RecodeUnit, RenameUnit } from './unit-dialogs.tsx'

type Dialog = 'new' | 'edit' | 'name' | 'code' | 'close'

/** One unit: what is known of it, and what may be done with it. */
export function UnitPanel({ unitRef, units }: { unitRef: string; units: readonly Unit[] }) {
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['administration', 'unit', unitRef],
    queryFn: () => answerOf(api.GET('/api/v1/units/{ref}', { params: { path: { ref: unitRef } } })),
  })
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const own = { unit: data, onClose: () => setDialog(null) }
  const isLast = data.above.length === 0
  return (
    <section className="panel admin-panel" aria-label="Đơn vị đang chọn">
      <Stack gap="sm">
        <div>
          <Title order={2} size="h5">
            {data.name}
          </Title>
          <div className="quiet">
            {[...data.above]
              .reverse()
              .map(({ name }) => name)
              .join(' › ')}
          </div>
        </div>
        <dl className="admin-facts">
          <Fact label="Loại">{UNIT_KIND_NAMES[data.kind as UnitKind]}</Fact>
          <Fact label="Mã định danh">
            {data.codes
              .filter(({ validTo }) => validTo === null)
              .map(({ value }) => value)
              .join(', ')}
          </Fact>
          <Fact label="Tên ngắn">{data.key}</Fact>
          <Fact label="Điện thoại">{data.phone}</Fact>
          <Fact label="Địa chỉ">{data.address}</Fact>
          <Fact label="Vai trò">
            <Group gap={6}>
              {data.isReceptionPoint && (
                <Badge variant="light" tt="none">
                  có Bộ phận Một cửa
                </Badge>
              )}
              {data.canDecide && (
                <Badge variant="light" tt="none">
                  có thẩm quyền giải quyết
                </Badge>
              )}
              {!data.isReceptionPoint && !data.canDecide && 'Không nhận và không giải quyết hồ sơ'}
            </Group>
          </Fact>
          <Fact label="Hoạt động">
            {data.validFrom ? `từ ${formatDate(data.validFrom)}` : 'từ trước'}
            {data.validTo && ` đến hết ${formatDate(data.validTo)}`}
          </Fact>
        </dl>
        {data.can.includes('manage') && (
          <Group gap="xs">
            <Button size="xs" onClick={() => setDialog('new')}>
              Thêm đơn vị trực thuộc
            </Button>
            <Button size="xs" variant="default" onClick={() => setDialog('edit')}>
              Sửa thông tin
            </Button>
            <Button size="xs" variant="default" onClick={() => setDialog('name')}>
              Đổi tên
            </Button>
            <Button size="xs" variant="default" onClick={() => setDialog('code')}>
              Cấp mã mới
            </Button>
            {data.can.includes('close') && !isLast && (
              <Button size="xs" variant="default" onClick={() => setDialog('close')}>
                Kết thúc hoạt động
              </Button>
            )}
          </Group>
        )}
        {data.can.includes('manage') && data.isReceptionPoint && <ReceiptBooks unit={data} />}
        <Group gap="md" className="admin-links">
          <Link to="/quan-tri/can-bo" search={{ donVi: unitRef }}>
            Cán bộ của đơn vị
          </Link>
          <Link to="/quan-tri/lich" search={{ donVi: unitRef }}>
            Lịch làm việc
          </Link>
        </Group>
      </Stack>
      <NewUnit opened={dialog === 'new'} {...own} />
      <EditUnit opened={dialog === 'edit'} {...own} />
      <RenameUnit opened={dialog === 'name'} {...own} />
      <RecodeUnit opened={dialog === 'code'} {...own} />
      <CloseUnit opened={dialog === 'close'} units={units} {...own} />
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children || <span className="quiet">chưa có</span>}</dd>
    </div>
  )
}
