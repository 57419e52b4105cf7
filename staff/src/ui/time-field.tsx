import { TypedInput, type TypedInputProps, type Typing } from './typed-input.tsx'

/** How times of day are typed. */
export const TIME: Typing = {
  parse: (text) => {
    const [, hour, minute = '00'] = /^\s*(\d{1,2})\s*(?:[:h.]?\s*(\d{2}))?\s*[:h]?\s*$/i.exec(text) ?? []
    if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
    return `${hour.padStart(2, '0')}:${minute}`
  },
  format: (value) => value,
  placeholder: 'giờ:phút',
  sentence: 'Giờ phải viết như 07:30.',
}

/** A time of day, typed as `7:30`, `7h30` or `0730`. Values are `HH:MM`. */
export const TimeField = (props: TypedInputProps) => <TypedInput {...props} typing={TIME} />
