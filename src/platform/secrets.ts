import { toHex } from './hex.ts'
import { Remembered } from './remembered.ts'

const encoder = new TextEncoder()
/** connections whose webhooks come to one isolate, and structures whose edges tell it of carts; deriving theirs anew would cost more than all else */
const MOST_REMEMBERED = 2_000

/** What one connection's webhooks are authenticated with; derived from the master keys, so that checking it reads no database. */
export interface HookSecrets {
  tokens: string[]
  signing: string[]
}

export interface Secrets {
  /** AES-256-GCM; `about` binds the envelope to its row, so that it cannot be moved to another. */
  encrypt(text: string, about: string): Promise<string>
  /** Throws when no master key fits or the envelope was altered. */
  decrypt(envelope: string, about: string): Promise<string>
  /** The current pair for a generation of a connection's webhook address. */
  hook(connection_id: string, generation: number): Promise<{ token: string; signing: string }>
  /** All that are good for it now: one for each master key. */
  hookSecrets(connection_id: string, generation: number): Promise<HookSecrets>
  /** What a structure's edge Worker proves itself with: the current one first, then those of older master keys. */
  edgeTokens(structure_key: string, generation: number): Promise<string[]>
}

/** @param masterKeys `v2:<base64 of 32 bytes>,v1:<…>`: the first encrypts and derives, all decrypt and verify */
export function openSecrets(masterKeys: string): Secrets {
  const keys = masterKeys.split(',').map((entry) => {
    const parts = /^(\w+):([A-Za-z0-9+/]{43}=?)$/.exec(entry.trim())
    if (!parts) throw new Error('MASTER_KEYS must be `name:<base64 of 32 bytes>`, separated by commas.')
    return { name: parts[1]!, bytes: fromBase64(parts[2]!) }
  })

  async function derive(
    key: { bytes: Uint8Array<ArrayBuffer> },
    purpose: string,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const base = await crypto.subtle.importKey('raw', key.bytes, 'HKDF', false, ['deriveBits'])
    const bits = await crypto.subtle.deriveBits(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode(purpose) },
      base,
      256,
    )
    return new Uint8Array(bits)
  }
  const sealingKey = async (key: { bytes: Uint8Array<ArrayBuffer> }) =>
    crypto.subtle.importKey('raw', await derive(key, 'credentials'), 'AES-GCM', false, ['encrypt', 'decrypt'])
  const hookOf = async (key: (typeof keys)[number], connection_id: string, generation: number) => ({
    token: toHex(await derive(key, `hook-address:${connection_id}:${generation}`)),
    signing: `whsec_${toBase64(await derive(key, `hook-signing:${connection_id}:${generation}`))}`,
  })

  // values, not promises: one that began in another request may not be waited for
  const hooks = new Remembered<HookSecrets>(MOST_REMEMBERED)
  const edges = new Remembered<string[]>(MOST_REMEMBERED)

  return {
    async encrypt(text, about) {
      const key = keys[0]!
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const parameters = { name: 'AES-GCM', iv, additionalData: encoder.encode(about) }
      const sealed = await crypto.subtle.encrypt(parameters, await sealingKey(key), encoder.encode(text))
      return `${key.name}.${toBase64(iv)}.${toBase64(new Uint8Array(sealed))}`
    },
    async decrypt(envelope, about) {
      const [name, iv = '', sealed = ''] = envelope.split('.')
      const key = keys.find((candidate) => candidate.name === name)
      if (!key)
        throw new Error(`The master key ${name} that encrypted this is not in MASTER_KEYS. Add it back.`)
      const parameters = { name: 'AES-GCM', iv: fromBase64(iv), additionalData: encoder.encode(about) }
      return new TextDecoder().decode(
        await crypto.subtle.decrypt(parameters, await sealingKey(key), fromBase64(sealed)),
      )
    },
    hook: (connection_id, generation) => hookOf(keys[0]!, connection_id, generation),
    async hookSecrets(connection_id, generation) {
      const of = `${connection_id}:${generation}`
      const before = hooks.get(of)
      if (before) return before
      const all = await Promise.all(keys.map((key) => hookOf(key, connection_id, generation)))
      const [tokens, signing] = [all.map((one) => one.token), all.map((one) => one.signing)]
      return hooks.keep(of, { tokens, signing })
    },
    async edgeTokens(structure_key, generation) {
      const of = `edge:${structure_key}:${generation}`
      const before = edges.get(of)
      if (before) return before
      return edges.keep(of, await Promise.all(keys.map(async (key) => toHex(await derive(key, of)))))
    },
  }
}

/** SHA-256 in hex: how keys and requests are remembered. */
export async function sha256(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))))
}

/** A new access key: 256 bits of chance, with a word that tells what it is when it is found somewhere. */
export function newAccessKey(role: string): string {
  return `fauteuil_${role}_${toHex(crypto.getRandomValues(new Uint8Array(32)))}`
}

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCodePoint(...bytes))
const fromBase64 = (text: string) => Uint8Array.from(atob(text), (character) => character.codePointAt(0)!)
