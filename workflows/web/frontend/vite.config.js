// Builds the browser's parts into workflows/web/static/dist with a manifest that the server reads.
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/static/dist/',
  build: {
    outDir: '../static/dist',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2500,
    rollupOptions: { input: 'src/app.js' },
  },
});
