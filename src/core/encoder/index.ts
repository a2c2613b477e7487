export { type StateSource, withStates } from './context.ts';
export { type PieceProblem, type PieceReader, type PieceText, readPieces } from './pieces.ts';
export { type EncodableDocument, encodeDocuments, type TextEncoder } from './reading.ts';
export { bytesOfStates, packStates, type TokenStates } from './states.ts';
