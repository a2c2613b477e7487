/** Office files: archives by their bytes, one document by what their reader means. */

const isPage = (name: string): boolean => /\.(?:x?html|opf|ncx)$/.test(name);

/** What an archive of this program's like really is: an office file, by the names of its parts. */
export function officeKind(
  names: readonly string[],
): 'docx' | 'spreadsheet' | 'presentation' | 'ebook' | undefined {
  if (names.includes('word/document.xml')) return 'docx';
  if (names.some((name) => name.startsWith('xl/')) && names.includes('[Content_Types].xml'))
    return 'spreadsheet';
  if (names.some((name) => name.startsWith('ppt/')) && names.includes('[Content_Types].xml'))
    return 'presentation';
  if (names.includes('META-INF/container.xml') || (names.includes('mimetype') && names.some(isPage)))
    return 'ebook';
  if (names.includes('content.xml') && names.includes('mimetype')) return 'presentation';
  return undefined;
}
