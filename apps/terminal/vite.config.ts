import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** Where `npm start` listens; the development server passes on to it what is not the terminal's. */
const server = process.env['ARGOSY_ORIGIN'] ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react()],
  // Rooms of this repository are taken as they lie in their sources (docs/adr/0002).
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: {
    target: 'es2024',
    // No script stands within a page, and nothing is loaded from an address of data: see docs/security.md.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/ui', '/health', '/metrics', '/ws'].map((path) => [
        path,
        // The server takes requests of its own pages alone.
        { target: server, changeOrigin: true, headers: { origin: server }, ws: path === '/ws' },
      ]),
    ),
  },
});
