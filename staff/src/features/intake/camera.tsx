import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { readCardScan } from '@motcua/rules'
import { useEffect, useRef, useState } from 'react'

type Props = {
  title: string
  /** `code` looks for the card's QR by itself; `picture` takes a photo at the press of the button. */
  mode: 'code' | 'picture'
  onCode: (text: string) => void
  onPicture: (picture: Blob) => Promise<void>
  onClose: () => void
}

const LOOK_MS = 250

/** The camera of the desk: reads the card, or photographs a paper. */
export function CameraDialog({ title, mode, onCode, onPicture, onClose }: Props) {
  const video = useRef<HTMLVideoElement>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const found = useRef(onCode)
  found.current = onCode

  useEffect(() => {
    let stream: MediaStream | null = null
    let isOver = false
    const start = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
        })
        if (isOver || !video.current) {
          for (const track of stream.getTracks()) track.stop()
          return
        }
        video.current.srcObject = stream
        await video.current.play()
        if (mode === 'code')
          await lookForCode(
            video.current,
            () => isOver,
            (text) => found.current(text),
          )
      } catch (error) {
        setProblem(wordsFor(error))
      }
    }
    void start()
    return () => {
      isOver = true
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
  }, [mode])

  const shoot = async () => {
    const picture = video.current && (await pictureOf(video.current))
    if (!picture) return
    setBusy(true)
    await onPicture(picture).finally(() => setBusy(false))
  }
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <Stack gap="sm">
        {problem ? (
          <Alert color="orange" role="alert">
            {problem}
          </Alert>
        ) : (
          <video ref={video} muted playsInline className="camera" />
        )}
        <Group justify="space-between">
          <Text size="sm" className="quiet">
            {mode === 'code'
              ? 'Đưa mã QR của thẻ vào khung hình; máy tự đọc.'
              : 'Đặt giấy ngay ngắn, đủ sáng.'}
          </Text>
          {mode === 'picture' && !problem && (
            <Button onClick={() => void shoot()} loading={isBusy} data-autofocus>
              Chụp
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}

async function lookForCode(
  video: HTMLVideoElement,
  isOver: () => boolean,
  onCode: (text: string) => void,
): Promise<void> {
  const [{ prepareZXingModule, readBarcodes }, wasm] = await Promise.all([
    import('zxing-wasm/reader'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ])
  prepareZXingModule({ overrides: { locateFile: () => wasm.default } })
  const canvas = document.createElement('canvas')
  while (!isOver()) {
    const image = frameOf(video, canvas)
    const codes = image ? await readBarcodes(image, { formats: ['QRCode'], tryHarder: true }) : []
    const card = codes.find(({ text }) => readCardScan(text))
    if (card && !isOver()) return onCode(card.text)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

function frameOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | null {
  if (video.videoWidth === 0) return null
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.drawImage(video, 0, 0)
  return context?.getImageData(0, 0, canvas.width, canvas.height) ?? null
}

function pictureOf(video: HTMLVideoElement): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  frameOf(video, canvas)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
}

function wordsFor(error: unknown): string {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError')
    return 'Trình duyệt chưa được phép dùng máy ảnh; hãy cho phép ở thanh địa chỉ rồi mở lại.'
  if (name === 'NotFoundError' || !navigator.mediaDevices)
    return 'Máy này không có máy ảnh; hãy dùng máy quét thẻ hoặc gõ số định danh.'
  return 'Không mở được máy ảnh; hãy thử lại, dùng máy quét hoặc gõ tay.'
}
