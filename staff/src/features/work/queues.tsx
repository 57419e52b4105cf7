import { Page } from '../../ui/page.tsx'

export function QueuesPage() {
  return <Page title="Hồ sơ cần xử lý">{null}</Page>
}
