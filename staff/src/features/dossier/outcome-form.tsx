import '@motcua/form-ui/form.css'
import { Button, Stack, Textarea } from '@mantine/core'
import { FormView } from '@motcua/form-ui'
import { type CompiledForm, runForm, vietnamDate } from '@motcua/rules'
import { useLayoutEffect, useRef, useState } from 'react'
import { Keys, useShortcuts } from '../../ui/shortcuts.tsx'

type Answers = Record<string, unknown>
type Props = {
  submit: string
  /** What the step asks; null for nothing. */
  form: CompiledForm | null
  isPending: boolean
  send: (said: { note?: string; answers?: Answers }) => void
}

/** Ends a step: what it asks of its officer, and a word to whoever gets the dossier next. */
export function OutcomeForm({ submit, form, isPending, send }: Props) {
  const [answers, setAnswers] = useState<Answers>({})
  const [attempt, setAttempt] = useState(0)
  const today = vietnamDate(new Date())
  const self = useRef<HTMLFormElement>(null)
  // The drawer looks for this mark when it has opened; else its cross would get the focus.
  useLayoutEffect(() => {
    self.current?.querySelector('input, textarea')?.setAttribute('data-autofocus', 'true')
  }, [])
  useShortcuts([
    { keys: 'ctrl+Enter', label: submit, everywhere: true, run: () => self.current?.requestSubmit() },
  ])
  // Not `action`: that would empty the field when the server refuses.
  return (
    <form
      ref={self}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const note = String(new FormData(event.currentTarget).get('note')).trim()
        if (form && runForm(form, answers, { today }).errors.length > 0) return setAttempt(attempt + 1)
        send({ ...(note && { note }), ...(form && { answers }) })
      }}
    >
      <Stack>
        {form && (
          <div className="step-form">
            <FormView
              form={form}
              answers={answers}
              today={today}
              onChange={(next) => setAnswers(next as Answers)}
              attempt={attempt}
              headingLevel={3}
              idPrefix="buoc"
            />
          </div>
        )}
        <Textarea
          name="note"
          label="Ý kiến"
          description="Người nhận tiếp theo đọc được: vì sao, cần sửa gì."
          autosize
          minRows={form ? 2 : 4}
          maxLength={2000}
        />
        <Button type="submit" loading={isPending} rightSection={<Keys keys="ctrl+Enter" />}>
          {submit}
        </Button>
      </Stack>
    </form>
  )
}
