/** Base64 (RFC 4648 §4, with padding) of bytes, without Node's Buffer. */

/** Bytes of a piece: whole groups of three, and few enough for the arguments of one call. */
const PIECE = 3 * 8192;

export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE) text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  return text;
}

/** @throws DOMException for what is no base64 */
export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
