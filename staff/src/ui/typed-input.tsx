import { TextInput, type TextInputProps } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'

/** How something is typed: what browsers offer follows the language of the browser, not that of the office. */
export type Typing = {
  /** The value of a text; undefined when it cannot be read. */
  parse: (text: string) => string | undefined
  /** The value as it is written. Values are compared as texts. */
  format: (value: string) => string
  placeholder: string
  /** What is said of a text that cannot be read. */
  sentence: string
}

export type TypedInputProps = Omit<
  TextInputProps,
  'value' | 'defaultValue' | 'onChange' | 'type' | 'min' | 'max'
> & {
  value?: string
  defaultValue?: string
  /** Told of every value that holds; `''` of none. */
  onChange?: (value: string) => void
  min?: string
  max?: string
}

/** A line for one value, by `name` in its form. A form with a text that cannot be read is not sent. */
export function TypedInput({ typing, ...props }: TypedInputProps & { typing: Typing }) {
  const { value, defaultValue = '', onChange, min, max, name, error, ...input } = props
  const box = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(() => written(typing, value ?? defaultValue))
  const [known, setKnown] = useState(value)
  const [isLeft, setLeft] = useState(false)
  const read = text.trim() === '' ? '' : typing.parse(text)
  if (value !== undefined && value !== known) {
    setKnown(value)
    if (value !== read) setText(written(typing, value))
  }
  const fault = faultOf(typing, read, min, max)
  useEffect(() => box.current?.setCustomValidity(fault), [fault])
  const take = (typed: string) => {
    setText(typed)
    setLeft(false)
    const next = typed.trim() === '' ? '' : typing.parse(typed)
    if (next === undefined || faultOf(typing, next, min, max)) return
    setKnown(next)
    onChange?.(next)
  }
  return (
    <>
      <TextInput
        placeholder={typing.placeholder}
        inputMode="numeric"
        autoComplete="off"
        {...input}
        ref={box}
        value={text}
        error={(isLeft && fault) || error}
        onChange={(event) => take(event.currentTarget.value)}
        onBlur={() => {
          setLeft(true)
          if (read) setText(typing.format(read))
        }}
        onInvalid={() => setLeft(true)}
      />
      {name && <input type="hidden" name={name} value={read ?? ''} />}
    </>
  )
}

const written = (typing: Typing, value: string): string => (value === '' ? '' : typing.format(value))

function faultOf(typing: Typing, read: string | undefined, min?: string, max?: string): string {
  if (read === undefined) return typing.sentence
  if (read !== '' && min && read < min) return `Không được trước ${typing.format(min)}.`
  if (read !== '' && max && read > max) return `Không được sau ${typing.format(max)}.`
  return ''
}
