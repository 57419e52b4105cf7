import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Page } from '../ui/page.tsx'
import { Empty } from '../ui/states.tsx'

/** No screen has this address. */
export function Missing() {
  return (
    <Page title="Không có trang này">
      <Empty>
        Địa chỉ có thể đã gõ nhầm.{' '}
        <Button component={Link} to="/can-bo" variant="subtle" size="compact-sm">
          Về hàng đợi
        </Button>
      </Empty>
    </Page>
  )
}
