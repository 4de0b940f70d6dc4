import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const service = process.env.CLICKLENS_SERVICE ?? "http://127.0.0.1:8100";
const proxied = { target: service, changeOrigin: true, headers: { origin: service } }; // the service refuses other origins

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  server: {
    host: "127.0.0.1",
    fs: { allow: [".."] }, // the pages on methods are read from ../docs
    proxy: { "/api": proxied, "/healthz": proxied },
  },
  build: {
    outDir: "../src/clicklens/api/page",
    emptyOutDir: true,
    assetsInlineLimit: 0, // the page's security policy allows no data: fonts or scripts
    chunkSizeWarningLimit: 700, // echarts, loaded with the first chart
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|react-router|scheduler)\// },
            { name: "mantine", test: /node_modules\/(@mantine|@floating-ui)\// },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
    restoreMocks: true,
    testTimeout: 30_000, // ms; a busy machine is slow, not wrong
  },
});
