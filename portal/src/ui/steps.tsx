import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

export type Step = { key: string; state: 'done' | 'now' | 'ahead'; body: ComponentChildren }

/** What has been done, where it is now, and what is to come. The words for the states are read, not seen. */
export function Steps({
  steps,
  words,
}: {
  steps: readonly Step[]
  words: Readonly<Record<Step['state'], string>>
}) {
  return (
    <ol class="steps">
      {steps.map(({ key, state, body }) => (
        <li key={key} class={state} aria-current={state === 'now' ? 'step' : undefined}>
          <span class="mark">
            {state === 'done' && <Icon name="check" size={14} />}
            <span class="unseen">{words[state]}</span>
          </span>
          {body}
        </li>
      ))}
    </ol>
  )
}
