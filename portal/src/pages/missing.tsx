import type { Answer, Visit } from '../answer.ts'
import { page } from '../ui/layout.tsx'

/** 404, with ways to go on. */
export async function missingPage(visit: Visit): Promise<Answer> {
  return page(visit, {
    title: 'Không có trang này',
    description: 'Không có trang này.',
    status: 404,
    children: (
      <>
        <h1>Không có trang này</h1>
        <p>
          Địa chỉ có thể đã đổi hoặc gõ nhầm. <a href="/">Về trang chủ</a>
        </p>
      </>
    ),
  })
}
