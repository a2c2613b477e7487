/** Random and global identities, also where `crypto.randomUUID` is missing (a plain-http address in a local network). */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
