/** Files that were dropped: those of a folder too, and whether they are a language model. */

/** What a browser gives for a dropped file or folder; called while the event is being handled, as it is gone afterwards. */
export async function filesOf(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const plain = [...data.files];
  if (!entries.some(({ isDirectory }) => isDirectory)) return plain;
  return (await Promise.all(entries.map((entry) => filesBelow(entry, 2)))).flat();
}

/** `depth`: folders inside folders that are looked into. */
async function filesBelow(entry: FileSystemEntry, depth: number): Promise<File[]> {
  if (isFile(entry)) return [await new Promise<File>((resolve, reject) => entry.file(resolve, reject))];
  if (!isFolder(entry) || depth === 0) return [];
  const reader = entry.createReader();
  const inside: FileSystemEntry[] = [];
  // It gives a hundred at a time.
  for (let some = await read(reader); some.length > 0; some = await read(reader)) inside.push(...some);
  return (await Promise.all(inside.map((one) => filesBelow(one, depth - 1)))).flat();
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

function read(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

/** A directory of an archive lies at its end. */
const directoryBytes = 65_536;

export async function areLanguageModel(files: readonly File[]): Promise<boolean> {
  if (files.some(({ name }) => name.endsWith('.onnx'))) return true;
  const [only, ...more] = files;
  if (only === undefined || more.length > 0 || !only.name.endsWith('.zip')) return false;
  const end = await only.slice(Math.max(0, only.size - directoryBytes)).text();
  return end.includes('.onnx') && end.includes('tokenizer.json');
}
