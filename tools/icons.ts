/**
 * Draws the app's icons (`npm run icons`): a sheet of text whose middle line is labelled and explained. Drawn as
 * shapes, anti-aliased by sampling, and written as PNG here, so that no image tool is needed. The SVG is the same
 * drawing for browsers that take one.
 */
import { writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

/** Rounded rectangles in a square of 1 × 1, painted in order. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly colour: readonly [number, number, number];
}

const blue = [44, 93, 153] as const;
const white = [255, 255, 255] as const;
const pale = [205, 220, 238] as const;
const amber = [255, 196, 61] as const;

const line = (x: number, y: number, width: number, colour: Box['colour'], height = 0.075): Box => ({
  x,
  y,
  width,
  height,
  radius: height / 2,
  colour,
});

/** Inside the safe zone of maskable icons: a circle of 0.8 across. */
const drawing: readonly Box[] = [
  line(0.24, 0.29, 0.52, pale),
  { x: 0.2, y: 0.405, width: 0.36, height: 0.15, radius: 0.04, colour: amber },
  line(0.24, 0.4425, 0.28, blue),
  line(0.6, 0.4425, 0.16, pale),
  line(0.24, 0.6, 0.2, white),
  line(0.24, 0.665, 0.2, amber, 0.03),
  line(0.48, 0.6, 0.28, pale),
];

function contains(box: Box, x: number, y: number): boolean {
  const dx = Math.max(box.x + box.radius - x, x - (box.x + box.width - box.radius), 0);
  const dy = Math.max(box.y + box.radius - y, y - (box.y + box.height - box.radius), 0);
  return dx * dx + dy * dy <= box.radius * box.radius;
}

/** RGBA. `corner`: radius of the blue ground; 0 fills the square (maskable: the system cuts it). */
function paint(size: number, corner: number): Uint8Array {
  const ground: Box = { x: 0, y: 0, width: 1, height: 1, radius: corner, colour: blue };
  const boxes = [ground, ...drawing];
  const samples = 4;
  const pixels = new Uint8Array(size * size * 4);
  for (let py = 0; py < size; py++) {
    for (let px = 0; px < size; px++) {
      const sum = [0, 0, 0, 0];
      for (let s = 0; s < samples * samples; s++) {
        const x = (px + ((s % samples) + 0.5) / samples) / size;
        const y = (py + (Math.floor(s / samples) + 0.5) / samples) / size;
        const top = boxes.findLast((box) => contains(box, x, y));
        if (top === undefined) continue;
        for (let c = 0; c < 3; c++) sum[c]! += top.colour[c]!;
        sum[3]! += 1;
      }
      const covered = sum[3]!;
      const at = (py * size + px) * 4;
      for (let c = 0; c < 3; c++) pixels[at + c] = covered === 0 ? 0 : Math.round(sum[c]! / covered);
      pixels[at + 3] = Math.round((255 * covered) / (samples * samples));
    }
  }
  return pixels;
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function png(size: number, pixels: Uint8Array): Buffer {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8); // eight bits, RGBA
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++)
    rows.set(pixels.subarray(y * size * 4, (y + 1) * size * 4), y * (size * 4 + 1) + 1);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

function svg(): string {
  const rect = ({ x, y, width, height, radius, colour }: Box): string =>
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="rgb(${colour.join(',')})"/>`;
  const ground: Box = { x: 0, y: 0, width: 1, height: 1, radius: 0.22, colour: blue };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>LEAN-LIFE</title>${[ground, ...drawing].map(rect).join('')}</svg>\n`;
}

for (const [name, size, corner] of [
  ['icon-192', 192, 0.22],
  ['icon-512', 512, 0.22],
  ['icon-maskable-512', 512, 0],
  ['apple-touch-icon', 180, 0],
] as const) {
  writeFileSync(`public/icons/${name}.png`, png(size, paint(size, corner)));
}
writeFileSync('public/icons/icon.svg', svg());
