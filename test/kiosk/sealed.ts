import { Buffer } from 'node:buffer'
import { publicSealingKey, sealInfo, sealVersion } from '../../server/kiosk/sealing.ts'

export const sealFor = (secret: string, text: string, additionalData: string): Promise<Uint8Array> =>
  sealWith(publicSealingKey(secret), text, additionalData)

/** Seals as a browser does, with WebCrypto and the key that stands on the page. */
export async function sealWith(key: string, text: string, additionalData: string): Promise<Uint8Array> {
  const ecdh = { name: 'ECDH', namedCurve: 'P-256' }
  const theirs = await crypto.subtle.importKey('raw', Buffer.from(key, 'base64url'), ecdh, false, [])
  const own = (await crypto.subtle.generateKey(ecdh, false, ['deriveBits'])) as CryptoKeyPair
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey))
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, own.privateKey, 256)
  const bytes = new TextEncoder()
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: point, info: bytes.encode(sealInfo) }
  const aesKey = await crypto.subtle.deriveKey(
    hkdf,
    await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']),
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  )
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const aes = { name: 'AES-GCM', iv, additionalData: bytes.encode(additionalData) }
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(aes, aesKey, bytes.encode(text)))
  return Buffer.concat([[sealVersion], point, iv, ciphertext].map((part) => Buffer.from(part)))
}
