import { decodeQR } from 'qr/decode.js'

/** For browsers that read no QR code themselves; a file of its own, fetched only by those. */
export function readSquare(image: ImageData): string | undefined {
  try {
    return decodeQR(image)
  } catch {
    return undefined
  }
}
