import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The page as one script and one style, which a report holds inside: nothing is loaded late, nothing is asked for. */
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  publicDir: false,
  build: {
    outDir: "../src/clicklens/api/page/still",
    emptyOutDir: true,
    assetsInlineLimit: 100_000_000, // fonts and pictures stand in the style itself
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 10_000,
    rolldownOptions: {
      input: fileURLToPath(new URL("src/still/main.tsx", import.meta.url)),
      output: { codeSplitting: false, entryFileNames: "still.js", assetFileNames: "still.[ext]" },
    },
  },
});
