const TONES: Record<number, string> = {
  1: 'new',
  2: 'new',
  3: 'off',
  4: 'work',
  5: 'wait',
  6: 'wait',
  7: 'off',
  8: 'off',
  9: 'done',
  10: 'over',
}

/** The state of a dossier as a word on a quiet ground. @param status national code, 1 to 10 */
export function Status({ status, name }: { status: number; name: string }) {
  return (
    <span className="status" data-tone={TONES[status]}>
      {name}
    </span>
  )
}
