import type { ComponentChildren } from 'preact'

/**
 * A part of the page that comes alive in the browser when its script has loaded; until then, and without JavaScript,
 * the children are what people use. The name is that of a file in `islands/`.
 */
export function Island({
  name,
  props = {},
  children,
}: {
  name: string
  props?: Record<string, unknown>
  children?: ComponentChildren
}) {
  return (
    <div data-island={name} data-props={JSON.stringify(props)}>
      {children}
    </div>
  )
}
