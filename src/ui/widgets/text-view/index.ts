export { MarkedText } from './marked-text.tsx';
export type { Mark } from './marks.ts';
export { TextView, type TextViewHandle } from './text-view.tsx';
