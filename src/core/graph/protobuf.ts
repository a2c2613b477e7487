/** Protocol Buffers' wire format, as far as ONNX needs it: varints, 32-bit floats, length-delimited fields. */
import { InternalError } from '#core/base';

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

export class ProtoWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }

  #varint(value: number): void {
    // Negative integers are 64-bit two's complement; everything we write fits a double's 53 bits.
    let rest = value < 0 ? BigInt.asUintN(64, BigInt(value)) : BigInt(value);
    this.#reserve(10);
    while (rest >= 128n) {
      this.#bytes[this.#length++] = Number(rest & 127n) | 128;
      rest >>= 7n;
    }
    this.#bytes[this.#length++] = Number(rest);
  }

  int(field: number, value: number): this {
    this.#varint(field * 8);
    this.#varint(value);
    return this;
  }

  float(field: number, value: number): this {
    this.#varint(field * 8 + 5);
    this.#reserve(4);
    new DataView(this.#bytes.buffer).setFloat32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#varint(field * 8 + 2);
    this.#varint(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  string(field: number, value: string): this {
    return this.bytes(field, utf8.encode(value));
  }

  message(field: number, write: (inner: ProtoWriter) => void): this {
    const inner = new ProtoWriter();
    write(inner);
    return this.bytes(field, inner.finish());
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}

/** One field as it stands on the wire. `number` for varints, `bytes` for the rest (4 or 8 bytes for fixed sizes). */
export interface ProtoField {
  readonly field: number;
  readonly number: number;
  readonly bytes: Uint8Array;
}

const noBytes = new Uint8Array(0);

/** The fields of a message in order. Throws `InternalError` on a truncated message. */
export function readFields(bytes: Uint8Array): ProtoField[] {
  const fields: ProtoField[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new InternalError('protobuf: truncated message');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const take = (count: number): Uint8Array => {
    if (at + count > bytes.length) throw new InternalError('protobuf: truncated message');
    at += count;
    return bytes.subarray(at - count, at);
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const field = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        fields.push({ field, number: Number(BigInt.asIntN(64, varint())), bytes: noBytes });
        break;
      case 1:
        fields.push({ field, number: 0, bytes: take(8) });
        break;
      case 2:
        fields.push({ field, number: 0, bytes: take(Number(varint())) });
        break;
      case 5:
        fields.push({ field, number: 0, bytes: take(4) });
        break;
      default:
        throw new InternalError(`protobuf: wire type ${key % 8}`);
    }
  }
  return fields;
}

export function fieldText(field: ProtoField): string {
  return fromUtf8.decode(field.bytes);
}

export function fieldFloat(field: ProtoField): number {
  return new DataView(field.bytes.buffer, field.bytes.byteOffset, 4).getFloat32(0, true);
}

/** A repeated integer field's values, packed or one by one. */
export function fieldInts(field: ProtoField): number[] {
  if (field.bytes.length === 0) return [field.number];
  const values: number[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of field.bytes) {
    value |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (byte < 128) {
      values.push(Number(BigInt.asIntN(64, value)));
      value = 0n;
      shift = 0n;
    }
  }
  return values;
}
