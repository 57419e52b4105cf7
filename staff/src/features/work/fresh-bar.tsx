import { Button } from '@mantine/core'
import { Keys, useShortcuts } from '../../ui/shortcuts.tsx'
import type { Moved } from './queue-rows.ts'

/** Something has come or gone behind the rows; they stay until the officer wants to see it. */
export function FreshBar({ moved: { come, gone }, show }: { moved: Moved; show: () => unknown }) {
  const isStill = come === 0 && gone === 0
  useShortcuts(isStill ? [] : [{ keys: 'n', label: 'Hiện hồ sơ mới', run: show }])
  const words = [come > 0 && `${come} hồ sơ mới`, gone > 0 && `${gone} hồ sơ đã chuyển đi`]
  return (
    <div role="status" className="fresh">
      {!isStill && (
        <Button size="compact-sm" className="fresh-button" onClick={show} rightSection={<Keys keys="n" />}>
          Hiện {words.filter(Boolean).join(', ')}
        </Button>
      )}
    </div>
  )
}
