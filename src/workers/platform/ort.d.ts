/** `#ort` (package.json, imports) is onnxruntime-web's build for Node or for the browser; the interface is one. */
declare module '#ort' {
  // biome-ignore lint/performance/noReExportAll: types only, nothing is bundled
  export * from 'onnxruntime-common';
}
