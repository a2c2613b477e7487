import { describe, expect, it } from 'vitest';
import { ActiveTime } from '#ui/screens/annotate/active-time.ts';

describe('active time', () => {
  it('is what lies between signs of life, without pauses', () => {
    const time = new ActiveTime();
    expect(time.take(1000)).toBe(0);
    time.sign(3000);
    time.sign(8000);
    expect(time.take(9000)).toBe(8);
    expect(time.take(9000)).toBe(0);
    // A coffee of five minutes, then three seconds of work.
    time.sign(309_000);
    expect(time.take(312_000)).toBe(3);
  });

  it('does not run backwards with a clock that does', () => {
    const time = new ActiveTime();
    time.sign(5000);
    time.sign(4000);
    expect(time.take(4500)).toBe(0.5);
  });
});
