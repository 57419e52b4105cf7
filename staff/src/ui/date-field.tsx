import { ActionIcon } from '@mantine/core'
import { formatDate, parseDate } from '@motcua/rules'
import { IconCalendar } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { TypedInput, type TypedInputProps, type Typing } from './typed-input.tsx'

const DATE: Typing = {
  parse: parseDate,
  format: formatDate,
  placeholder: 'ngày/tháng/năm',
  sentence: 'Ngày phải viết như 25/11/2026.',
}

/** A day, typed as `25/11/2026` or `25112026`, or chosen from a calendar. Values are `YYYY-MM-DD`. */
export function DateField({ value, defaultValue, onChange, ...props }: TypedInputProps) {
  const calendar = useRef<HTMLInputElement>(null)
  const [own, setOwn] = useState(defaultValue ?? '')
  const day = value ?? own
  const choose = (next: string) => {
    setOwn(next)
    onChange?.(next)
  }
  return (
    <TypedInput
      {...props}
      typing={DATE}
      value={day}
      onChange={choose}
      rightSection={
        <>
          <ActionIcon
            variant="subtle"
            size="sm"
            tabIndex={-1}
            disabled={props.disabled}
            aria-label="Chọn trên lịch"
            onClick={() => calendar.current?.showPicker()}
          >
            <IconCalendar size={16} aria-hidden />
          </ActionIcon>
          {/* Only for its calendar; what it shows follows the browser's language. */}
          <input
            ref={calendar}
            type="date"
            className="calendar-only"
            tabIndex={-1}
            aria-hidden
            value={day}
            min={props.min}
            max={props.max}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        </>
      }
    />
  )
}
