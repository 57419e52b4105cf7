import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'
import { Empty, Failed, Loading } from '../../ui/states.tsx'

/** What people wrote about the own agencies, newest month first; nothing says whose it is. */
export function Remarks() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['remarks'],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/api/v1/ratings/remarks', {
          params: { query: { limit: 20, ...(pageParam && { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const items = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="panel block">
      <h2>Ý kiến về cơ quan của bạn</h2>
      {error && !data ? <Failed error={error} retry={refetch} /> : !data && <Loading />}
      {data && items.length === 0 && (
        <Empty>Chưa có ý kiến nào. Ý kiến hiện ra khi cơ quan đã có đủ nhóm 5 lượt đánh giá.</Empty>
      )}
      <ul className="remarks">
        {items.map(({ month, unitName, average, askedBeyond, remark }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a remark has nothing else by which it could be known
          <li key={i}>
            <blockquote>{remark}</blockquote>
            <p className="quiet">
              {unitName}, tháng {month.slice(5)}/{month.slice(0, 4)}, điểm{' '}
              {average.toLocaleString('vi-VN', { maximumFractionDigits: 1 })}
              {askedBeyond && <strong className="bad"> · bị đòi ngoài quy định</strong>}
            </p>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Xem thêm
        </Button>
      )}
    </section>
  )
}
