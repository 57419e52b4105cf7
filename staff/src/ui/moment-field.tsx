import { Group } from '@mantine/core'
import { vietnamDate } from '@motcua/rules'
import { type ReactNode, useState } from 'react'
import { DateField } from './date-field.tsx'
import { TimeField } from './time-field.tsx'

type Props = {
  name: string
  label: ReactNode
  description?: ReactNode
  required?: boolean
  /** An instant in UTC. */
  defaultValue?: string
}

/** A day and a time of day in Việt Nam. In its form it is `2026-11-25T16:30`, nothing while one of them is missing. */
export function MomentField({ name, label, description, required, defaultValue, ...rest }: Props) {
  const [day, setDay] = useState(defaultValue ? vietnamDate(new Date(defaultValue)) : '')
  const [time, setTime] = useState(defaultValue ? timeOf(defaultValue) : '')
  return (
    <>
      <Group gap="xs" grow align="start" wrap="nowrap">
        <DateField
          label={label}
          description={description}
          required={required}
          value={day}
          onChange={setDay}
          {...rest}
        />
        <TimeField
          label="lúc"
          description={description && '\u00a0'}
          required={required}
          value={time}
          onChange={setTime}
        />
      </Group>
      <input type="hidden" name={name} value={day && time ? `${day}T${time}` : ''} />
    </>
  )
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
})

const timeOf = (instant: string): string => clock.format(new Date(instant))

/** `2026-11-25T16:30` of a form, which is Vietnamese time, as an instant. */
export const toInstant = (local: string): string => new Date(`${local}+07:00`).toISOString()
