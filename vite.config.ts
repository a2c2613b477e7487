import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  plugins: [solid()],
  build: { target: 'es2022', sourcemap: false },
  worker: { format: 'es' },
  server: { headers: isolation },
  preview: { headers: isolation },
});
