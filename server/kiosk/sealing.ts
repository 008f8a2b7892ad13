import { createDecipheriv, createECDH, hkdfSync, type ECDH } from 'node:crypto'

/** The first byte of what is sealed: what comes after it is read in this way. */
export const sealVersion = 1
export const sealInfo = 'stegvis kiosk queue 1'
const curve = 'prime256v1'
const [pointBytes, ivBytes, tagBytes] = [65, 12, 16]

/**
 * The tablet seals with this what it keeps until we have it; only the installation's secret opens it again. An
 * uncompressed point of P-256, as browsers import it.
 */
export function publicSealingKey(secret: string): string {
  return keyPairOf(secret).getPublicKey('base64url', 'uncompressed')
}

/**
 * What a tablet has sealed: version | ephemeral public point | iv | AES-256-GCM ciphertext and tag. Undefined for
 * whatever was not sealed so, with our key, beside these very data.
 */
export function unseal(secret: string, bytes: Uint8Array, additionalData: string): string | undefined {
  const sealed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const ivFrom = 1 + pointBytes
  const textFrom = ivFrom + ivBytes
  if (sealed.length < textFrom + tagBytes || sealed[0] !== sealVersion) return undefined
  const point = sealed.subarray(1, ivFrom)
  try {
    const shared = keyPairOf(secret).computeSecret(point)
    const key = new Uint8Array(hkdfSync('sha256', shared, point, sealInfo, 32))
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(ivFrom, textFrom), {
      authTagLength: tagBytes,
    })
    decipher.setAAD(Buffer.from(additionalData))
    decipher.setAuthTag(sealed.subarray(-tagBytes))
    const text = [decipher.update(sealed.subarray(textFrom, -tagBytes)), decipher.final()]
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(text))
  } catch {
    return undefined
  }
}

let kept: { secret: string; pair: ECDH } | undefined

/** The same pair each time, so that what was sealed before a restart is still opened after it. */
function keyPairOf(secret: string): ECDH {
  if (kept?.secret !== secret) kept = { secret, pair: derivedFrom(secret) }
  return kept.pair
}

function derivedFrom(secret: string): ECDH {
  const pair = createECDH(curve)
  for (let round = 1; ; round++) {
    const scalar = hkdfSync('sha256', secret, 'stegvis', `kiosk sealing key ${round}`, 32)
    try {
      pair.setPrivateKey(Buffer.from(scalar))
      return pair
    } catch {
      // Zero, or beyond the order of the curve: one in four thousand million.
    }
  }
}
