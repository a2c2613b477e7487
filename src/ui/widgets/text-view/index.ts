export { MarkedText } from './marked-text.tsx';
export type { Mark, MarkKind } from './marks.ts';
export { TextView, type TextViewHandle, type TextViewProps } from './text-view.tsx';
