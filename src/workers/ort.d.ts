/** `#ort` (package.json, imports) is onnxruntime-web's build for Node or for the browser; the interface is one. */
declare module '#ort' {
  export * from 'onnxruntime-common';
}
