import type { Answer, Visit } from '../answer.ts'
import { page } from '../ui/layout.tsx'

/** Home: search, life events, most used, tracking. */
export async function homePage(visit: Visit): Promise<Answer> {
  return page(visit, {
    title: 'Cổng dịch vụ công',
    description: 'Tìm thủ tục, nộp hồ sơ và theo dõi từng bước.',
    children: <h1>Cổng dịch vụ công</h1>,
  })
}
