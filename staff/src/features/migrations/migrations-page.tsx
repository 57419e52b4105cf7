import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { formatNumber, formatTime } from '../../lib/format.ts'
import { Page } from '../../ui/page.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import './migrations.css'
import { PreviewPage } from './preview-page.tsx'
import { ordersQuery, proceduresQuery, stateName } from './requests.ts'

/** Running dossiers of an older version of their procedure, and the orders by which some were moved to the new one. */
export function MigrationsPage() {
  const { thuTuc } = useSearch({ from: '/inside/quan-tri/chuyen-phien-ban' })
  const { data, error, refetch } = useQuery(proceduresQuery)
  if (error && !data)
    return (
      <Page title="Chuyển phiên bản quy trình">
        <Failed error={error} retry={refetch} />
      </Page>
    )
  if (!data) return <Loading />
  const chosen = data.find(({ procedureCode }) => procedureCode === thuTuc)
  if (chosen) return <PreviewPage key={chosen.toVersionId} procedure={chosen} />
  return (
    <Page title="Chuyển phiên bản quy trình">
      <Text size="sm" maw={820}>
        Hồ sơ đang giải quyết chạy theo quy trình của phiên bản lúc được tiếp nhận. Chuyển sang phiên bản mới
        chỉ đổi các bước còn lại; tờ khai, phí và ngày hẹn trả giữ nguyên.
      </Text>
      <section className="panel migrations-part">
        <h2>Thủ tục có hồ sơ chạy phiên bản cũ</h2>
        {thuTuc && (
          <Text size="sm" role="status">
            Thủ tục {thuTuc} không có hồ sơ nào đang chạy phiên bản cũ trong phạm vi của bạn.
          </Text>
        )}
        {data.length === 0 && <Empty>Mọi hồ sơ đang giải quyết đều chạy phiên bản đang dùng.</Empty>}
        <ul className="migrations-list">
          {data.map(({ procedureCode, procedureName, version, dossiers }) => (
            <li key={procedureCode}>
              <span className="two-lines">
                <strong title={procedureName}>{procedureName}</strong>
                <span className="quiet">
                  {procedureCode}, phiên bản đang dùng {version}
                </span>
              </span>
              <span className="nowrap">{formatNumber(dossiers)} hồ sơ</span>
              <Button
                size="xs"
                variant="default"
                renderRoot={(props) => (
                  <Link to="/quan-tri/chuyen-phien-ban" search={{ thuTuc: procedureCode }} {...props} />
                )}
                aria-label={`Xem trước việc chuyển ${procedureName}`}
              >
                Xem trước
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <Orders />
    </Page>
  )
}

function Orders() {
  const { data, error, refetch } = useQuery(ordersQuery)
  return (
    <section className="panel migrations-part">
      <h2>Những lần chuyển do bạn ra lệnh</h2>
      {error && !data ? <Failed error={error} retry={refetch} /> : !data && <Loading />}
      {data?.items.length === 0 && <Empty>Chưa có lần chuyển nào.</Empty>}
      <ul className="migrations-list">
        {(data?.items ?? []).map((order) => (
          <li key={order.id}>
            <span className="two-lines">
              <Link to="/quan-tri/chuyen-phien-ban/$id" params={{ id: order.id }} className="code">
                {order.procedureName}, sang phiên bản {order.version}
              </Link>
              <span className="quiet">
                {formatTime(order.createdAt)}: {order.reason}
              </span>
            </span>
            <span className="nowrap">
              {formatNumber(order.counts.done)} đã chuyển, {formatNumber(order.counts.refused)} không được
            </span>
            <span className="quiet">{stateName(order.state)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
