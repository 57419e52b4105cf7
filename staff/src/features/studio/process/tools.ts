import type { BusinessObject } from './bpmn-types.ts'
import { translate } from './labels.ts'

type Entries = Record<string, unknown>
type EntriesOf = (entries: Entries) => Entries
type Provider = {
  getPaletteEntries?: () => EntriesOf
  getContextPadEntries?: () => EntriesOf
  getPopupMenuEntries?: () => EntriesOf
  getPopupMenuHeaderEntries?: () => EntriesOf
}
type Register = {
  registerProvider: (first: number | string, second: number | Provider, third?: Provider) => void
}
type ElementFactory = {
  create: (type: string, attributes: { type?: string; businessObject?: BusinessObject } & Entries) => unknown
}

// What the server runs (README of the module `process`); the rest would only be refused at the check.
const RUNS =
  /^replace-with-(none-(start|end)(-event)?|user-task|service-task|send-task|receive-task|rule-task|call-activity|(expanded-|collapsed-)?subprocess|(exclusive|parallel|inclusive|event-based)-gateway|(message|timer)-intermediate-catch|(non-interrupting-)?(message|timer)-boundary|error-boundary|(error|terminate)-end|(sequence|default|conditional)-flow)$/
const LOOPS = /^toggle-(parallel-mi|sequential-mi)$/
const PALETTE =
  /^(hand-tool|lasso-tool|space-tool|global-connect-tool|tool-separator|create\.(start-event|end-event|exclusive-gateway|task|subprocess-expanded|intermediate-event))$/
const PAD =
  /^(append\.(end-event|gateway|append-task|intermediate-event|receive-task|message-intermediate-event|timer-intermediate-event|text-annotation)|connect|replace|delete|align-elements|set-color)$/

/** Vietnamese words, and only the tools for what the server runs. A new step is one of a person. */
export const motcuaTools = {
  __init__: ['motcuaTools'],
  motcuaTools: ['type', fitTools],
  translate: ['value', translate],
}

fitTools.$inject = ['palette', 'contextPad', 'popupMenu', 'elementFactory']

function fitTools(
  palette: Register,
  contextPad: Register,
  popupMenu: Register,
  elementFactory: ElementFactory,
): void {
  palette.registerProvider(500, { getPaletteEntries: () => only(PALETTE) })
  contextPad.registerProvider(500, { getContextPadEntries: () => only(PAD) })
  popupMenu.registerProvider('bpmn-replace', 500, {
    getPopupMenuEntries: () => only(RUNS),
    getPopupMenuHeaderEntries: () => only(LOOPS),
  })
  const { create } = elementFactory
  elementFactory.create = (type, attributes) =>
    create.call(
      elementFactory,
      type,
      attributes.businessObject ? attributes : { ...attributes, ...fitting(attributes) },
    )
}

const only =
  (allowed: RegExp): EntriesOf =>
  (entries) =>
    Object.fromEntries(Object.entries(entries).filter(([name]) => allowed.test(name)))

/** A plain task and a plain event in between do not run: they are a step of a person, and a time to wait for. */
function fitting({ type }: { type?: string }): Entries {
  if (type === 'bpmn:Task') return { type: 'bpmn:UserTask' }
  if (type === 'bpmn:IntermediateThrowEvent') {
    return { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' }
  }
  return {}
}
