import { describe, expect, it } from 'vitest';
import { draggedEnd } from '../../../src/ui/screens/annotate/span-ends.ts';

const text = 'She saw New York City 👨‍👩‍👧 twice';
const york = { from: text.indexOf('York'), to: text.indexOf('York') + 4 };
const words = (which: 'from' | 'to', at: string, exact = false, into = 1): string => {
  const span = draggedEnd({ text }, york, which, text.indexOf(at) + into, exact);
  return text.slice(span.from, span.to);
};

describe('an end that is dragged', () => {
  it('takes whole words, from anywhere in them', () => {
    expect(words('from', 'New')).toBe('New York');
    expect(words('to', 'City')).toBe('York City');
    expect(words('from', 'York', false, 2)).toBe('York');
  });
  it('takes characters as a reader sees them where that is asked for', () => {
    expect(words('from', 'New', true)).toBe('ew York');
    expect(words('to', '👨', true)).toBe('York City 👨‍👩‍👧');
  });
  it('never passes the other end', () => {
    expect(words('from', 'City')).toBe('York');
    expect(words('to', 'She')).toBe('York');
    expect(words('from', 'twice', true)).toBe('k');
  });
});
