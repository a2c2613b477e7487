export { adoptEncoder } from './adopting.ts';
export { type StateSource, withStates } from './context.ts';
export { type Like, meanState, mostLike } from './likeness.ts';
export { describedEncoder, type OpenedEncoder, openEncoder, renamed } from './opened.ts';
export { type PieceReader, readPieces } from './pieces.ts';
export { type EncodableDocument, encodeDocuments, type TextEncoder } from './reading.ts';
export { bytesOfStates, type TokenStates } from './states.ts';
