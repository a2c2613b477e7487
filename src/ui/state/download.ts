/** Hands a file to the person: a blob of our own, no request. The object URL is kept until the download has begun. */
export function downloadFile(name: string, parts: BlobPart | readonly BlobPart[], type: string): void {
  const blob = new Blob(Array.isArray(parts) ? [...parts] : [parts as BlobPart], { type });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A file name that every system accepts, from a project's name. */
export function fileNameFrom(name: string): string {
  const safe = name
    .normalize('NFKC')
    .replace(/[\p{C}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/gu, '-')
    .replace(/^[-.]+|[-.]+$/gu, '')
    .slice(0, 80);
  return safe === '' ? 'project' : safe;
}
