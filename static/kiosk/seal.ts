/**
 * Sealed for the server alone: a key pair made for this one item and the server's public key agree on a secret that
 * the tablet forgets at once. version 1 | our public point (65) | iv (12) | AES-256-GCM ciphertext and tag.
 */
const INFO = 'stegvis kiosk queue 1'
const CURVE = { name: 'ECDH', namedCurve: 'P-256' }

/** Browsers seal only on pages that came by TLS, or from the machine itself. */
export const canSeal = (): boolean => isSecureContext && crypto.subtle !== undefined

/** `beside` is readable but cannot be changed without breaking the seal. */
export async function seal(serverKey: string, text: string, beside: string): Promise<string> {
  const { subtle } = crypto
  const encoder = new TextEncoder()
  const theirs = await subtle.importKey('raw', fromBase64url(serverKey), CURVE, false, [])
  const ours = await subtle.generateKey(CURVE, false, ['deriveBits'])
  const point = new Uint8Array(await subtle.exportKey('raw', ours.publicKey))
  const shared = await subtle.deriveBits({ name: 'ECDH', public: theirs }, ours.privateKey, 256)
  const secret = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const key = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: point, info: encoder.encode(INFO) },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  )
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const additionalData = encoder.encode(beside)
  const closed = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, encoder.encode(text))
  return toBase64url(new Uint8Array([1, ...point, ...iv, ...new Uint8Array(closed)]))
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
}

function toBase64url(bytes: Uint8Array): string {
  const binary = String.fromCharCode(...bytes)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
