/**
 * Where the process stands, one token per place. `parent` is the token of the sub-process or of the repeated
 * task that it belongs to; absent at the top.
 * - `task`: an open user task; `index` counts from 0 within a repeated one
 * - `wait`: a receive task, an intermediate event, an event-based gateway or a call that waits
 * - `join`: waits at a gateway for the other flows
 * - `timer`: runs for the token `host`
 * - `scope`: a sub-process with tokens inside
 * - `multi`: a repeated task; `next` items are begun, `done` completed
 */
export type Token = { id: string; node: string; parent?: string } & (
  | { kind: 'task'; index?: number }
  | { kind: 'wait' }
  | { kind: 'join'; flow: string }
  | { kind: 'timer'; host: string }
  | { kind: 'scope' }
  | { kind: 'multi'; items: readonly unknown[]; next: number; done: number }
)
export type TokenOf<K extends Token['kind']> = Extract<Token, { kind: K }>

export type Vars = Readonly<Record<string, unknown>>

/** Tokens stand in the order in which they were made. Ended means that no token is left. */
export type ProcessState = { tokens: readonly Token[]; vars: Vars; ended: boolean }

export type ProcessEvent =
  | { kind: 'start'; vars?: Vars }
  /** Without `outcome` the usual (first) one. `data` becomes variables and wins over `outcome`. */
  | { kind: 'complete'; token: string; outcome?: string; data?: Vars }
  /**
   * `name` is the name or the id of the message, or `called.<token>` for the end of a call (`called.<node>` for
   * the one longest open there). One token gets it: the one longest waiting, or `to`.
   */
  | { kind: 'message'; name: string; data?: Vars; to?: string }
  | { kind: 'timer'; token: string; data?: Vars }
  /** A task or a call failed: the nearest error event around it takes over. */
  | { kind: 'error'; token: string; error: string; data?: Vars }
  | { kind: 'cancel' }

export type Effect =
  /** `item` and `index` (from 0) when the task is one of several for a list. */
  | { kind: 'taskOpened'; token: string; node: string; item?: unknown; index?: number }
  | {
      kind: 'taskClosed'
      token: string
      node: string
      how: 'completed' | 'interrupted' | 'cancelled'
      outcome?: string
    }
  | { kind: 'timerScheduled'; token: string; node: string; host: string; duration: string }
  | { kind: 'timerCancelled'; token: string; node: string }
  | { kind: 'serviceCalled'; node: string; action: string | null }
  | { kind: 'sent'; node: string; message: string; unit: string | null; process: string | null }
  /** A call begins; the message `called.<token>` ends it. */
  | { kind: 'called'; token: string; node: string; unit: string | null; process: string | null }
  | { kind: 'callCancelled'; token: string; node: string }
  /** Tokens wait at joins that nothing can complete any more; the process cannot go on by itself. */
  | { kind: 'stuck'; nodes: string[] }
  /** `failed`: by an error that nothing caught. */
  | { kind: 'ended'; how: 'completed' | 'cancelled' | 'failed'; error?: string | null }

export type StepResult = { state: ProcessState; effects: Effect[] }

/** An event that the process cannot take; nothing has changed. `details` names what would have been possible. */
export class ProcessError extends Error {
  override readonly name = 'ProcessError'
  constructor(
    readonly code:
      | 'process.not_open'
      | 'process.unknown_outcome'
      | 'process.unexpected_message'
      | 'process.uncaught_error'
      | 'process.no_timer'
      | 'process.no_path'
      | 'process.bad_items'
      | 'process.endless_loop'
      | 'process.ended',
    message: string,
    readonly details?: unknown,
  ) {
    super(message)
  }
}

/** Names that the process sets itself: whoever could set them would choose the way past the outcomes allowed. */
export const RESERVED: readonly string[] = ['outcome', 'outcomes', 'results', 'today']

/** Before `start`. */
export const NOT_STARTED: ProcessState = { tokens: [], vars: {}, ended: false }

/** The task token a person means by the id of a node: the one longest open. */
export function openTaskAt(state: ProcessState, node: string): Token | undefined {
  return state.tokens.find((token) => token.kind === 'task' && token.node === node)
}

/** Ids of the open tasks in order of opening; a task open twice stands twice. */
export function openNodes(state: ProcessState): string[] {
  return state.tokens.filter((token) => token.kind === 'task').map((token) => token.node)
}

/** Ids of the nodes at which something waits for a message or a time, in order. */
export function waitingNodes(state: ProcessState): string[] {
  return state.tokens.filter((token) => token.kind === 'wait').map((token) => token.node)
}
