import type { Designer, Point } from './bpmn-types.ts'

const LAYER = 'tokens'
/** Pixels of the drawing that a token goes in a second. */
const SPEED = 420
const SVG = 'http://www.w3.org/2000/svg'

/** Takes all tokens off the drawing. */
export function clearTokens(designer: Designer): void {
  designer.get('overlays').remove({ type: LAYER })
  designer.get('canvas').getLayer(LAYER, 2000).replaceChildren()
  for (const element of designer.get('elementRegistry').filter((one) => one.id !== ''))
    designer.get('canvas').removeMarker(element.id, 'has-token')
}

/** Puts tokens on the elements where the process waits; a number where there are several. */
export function placeTokens(designer: Designer, ids: readonly string[]): void {
  const registry = designer.get('elementRegistry')
  for (const id of new Set(ids)) {
    if (!registry.get(id)) continue
    const token = document.createElement('div')
    token.className = 'token'
    const count = ids.filter((other) => other === id).length
    if (count > 1) token.textContent = String(count)
    designer.get('overlays').add(id, LAYER, { position: { top: -10, left: -10 }, html: token })
    designer.get('canvas').addMarker(id, 'has-token')
  }
}

/** Lets one token after another run along the flows; done at once when `isGone` says so. */
export async function moveTokens(
  designer: Designer,
  flows: readonly string[],
  isGone: () => boolean,
): Promise<void> {
  for (const id of flows) {
    const points = designer.get('elementRegistry').get(id)?.waypoints
    if (!points || isGone()) continue
    await runAlong(designer.get('canvas').getLayer(LAYER, 2000), points, isGone)
  }
}

function runAlong(layer: SVGElement, points: readonly Point[], isGone: () => boolean): Promise<void> {
  const dot = document.createElementNS(SVG, 'circle')
  dot.setAttribute('r', '8')
  dot.setAttribute('class', 'token-dot')
  layer.append(dot)
  const length = lengthOf(points)
  return new Promise((resolve) => {
    let start: number | null = null
    const draw = (now: number) => {
      start ??= now
      const done = ((now - start) / 1000) * SPEED
      if (done >= length || isGone()) {
        dot.remove()
        return resolve()
      }
      const { x, y } = pointAt(points, done)
      dot.setAttribute('cx', String(x))
      dot.setAttribute('cy', String(y))
      requestAnimationFrame(draw)
    }
    requestAnimationFrame(draw)
  })
}

/** Length of a line through points. */
export function lengthOf(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, point, i) => sum + distance(points[i]!, point), 0)
}

/** The point of the line so far from its beginning; its end when it is shorter. */
export function pointAt(points: readonly Point[], far: number): Point {
  let left = far
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1]!, points[i]!]
    const part = distance(from, to)
    if (left <= part && part > 0) {
      const share = left / part
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    }
    left -= part
  }
  return points.at(-1)!
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y)
