const STAR = 'm22 9.5 2.95 9.08h9.55l-7.73 5.61 2.95 9.08L22 27.66l-7.72 5.61 2.95-9.08-7.73-5.61h9.55z'

/** The mark as the icon of the browser's tab. */
export const ICON = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 44 44"><circle cx="22" cy="22" r="22" fill="#c8102e"/><path fill="#ffd23f" d="${STAR}"/></svg>`,
)}`

/** A golden star on red, ringed: a mark of the state, not the national emblem, which is not ours to redraw. */
export function Emblem() {
  return (
    <svg width="44" height="44" viewBox="0 0 44 44" aria-hidden="true">
      <circle cx="22" cy="22" r="21" fill="#ffd23f" />
      <circle cx="22" cy="22" r="19.3" fill="#c8102e" />
      <path fill="#ffd23f" d={STAR} />
    </svg>
  )
}

/** The rings and the star of a bronze drum, faint behind large words. */
export function Drum() {
  const rays = Array.from({ length: 14 }, (_, i) => `rotate(${(i * 360) / 14} 100 100)`)
  return (
    <div class="backdrop">
      <svg class="drum" viewBox="0 0 200 200" fill="none" stroke="currentColor" aria-hidden="true">
        {rays.map((turn) => (
          <path key={turn} d="m100 68 4.5 25h-9z" transform={turn} fill="currentColor" stroke="none" />
        ))}
        <circle cx="100" cy="100" r="36" stroke-width="1.5" />
        <circle cx="100" cy="100" r="44" stroke-width="7" stroke-dasharray="2 4" />
        <circle cx="100" cy="100" r="51" stroke-width="1.5" />
        <circle cx="100" cy="100" r="60" stroke-width="10" stroke-dasharray="9 5 2 5" />
        <circle cx="100" cy="100" r="69" stroke-width="1.5" />
        <circle cx="100" cy="100" r="77" stroke-width="6" stroke-dasharray="1 5" stroke-linecap="round" />
        <circle cx="100" cy="100" r="84" stroke-width="1.5" />
        <circle cx="100" cy="100" r="91" stroke-width="7" stroke-dasharray="14 4" />
        <circle cx="100" cy="100" r="98" stroke-width="1.5" />
      </svg>
    </div>
  )
}
