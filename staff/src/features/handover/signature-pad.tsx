import { Button, Group, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'

type Props = {
  /** The picture so far; null while nothing is written. */
  onPicture: (picture: (() => Promise<Blob | null>) | null) => void
}

const WIDTH = 640
const HEIGHT = 220

/** A field to sign in, with a pen, a finger or the mouse. */
export function SignaturePad({ onPicture }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const last = useRef<{ x: number; y: number } | null>(null)
  const hasInk = useRef(false)
  const clear = () => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    context.fillStyle = '#fff'
    context.fillRect(0, 0, WIDTH, HEIGHT)
    hasInk.current = false
    onPicture(null)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: white once, when it appears
  useEffect(clear, [])
  const place = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    return {
      x: ((event.clientX - box.left) / box.width) * WIDTH,
      y: ((event.clientY - box.top) / box.height) * HEIGHT,
    }
  }
  const draw = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const context = canvas.current?.getContext('2d')
    if (!context || !last.current) return
    const next = place(event)
    context.strokeStyle = '#0b2a5b'
    context.lineWidth = 2.5
    context.lineCap = 'round'
    context.beginPath()
    context.moveTo(last.current.x, last.current.y)
    context.lineTo(next.x, next.y)
    context.stroke()
    last.current = next
    hasInk.current = true
  }
  return (
    <div className="signature">
      <canvas
        ref={canvas}
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label="Ô ký tên của người nhận"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          last.current = place(event)
        }}
        onPointerMove={draw}
        onPointerUp={() => {
          last.current = null
          if (hasInk.current)
            onPicture(() => new Promise((resolve) => canvas.current!.toBlob(resolve, 'image/png')))
        }}
      />
      <Group justify="space-between">
        <Text size="xs" className="quiet">
          Người nhận ký vào ô trên bằng bút, ngón tay hoặc chuột.
        </Text>
        <Button size="compact-sm" variant="subtle" onClick={clear}>
          Ký lại
        </Button>
      </Group>
    </div>
  )
}
