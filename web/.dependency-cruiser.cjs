/** Who may import whom. An arrow only goes down: app, frame, views, view and chart, address and api, theme and format. */
const from = (path, pathNot) => ({ path, ...(pathNot ? { pathNot } : {}) });

module.exports = {
  forbidden: [
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "views-do-not-import-one-another",
      comment: "What two views share belongs in view/ or chart/.",
      severity: "error",
      from: from("^src/views/([^/]+)/"),
      to: { path: "^src/views/", pathNot: "^src/views/$1/" },
    },
    {
      name: "a-view-is-pure",
      comment: "Typed data in, callbacks out. Fetching and the address live in the …Page.tsx beside it.",
      severity: "error",
      from: from("^src/views/", "(Page|\\.test)\\.tsx?$"),
      to: { path: "^src/(api/(client|query|live|session)|address/use|frame|app)" },
    },
    {
      name: "charts-and-parts-fetch-nothing",
      severity: "error",
      from: from("^src/(chart|view)/"),
      to: { path: "^src/(api/(client|query|live|session)|views|frame|app)" },
    },
    {
      name: "charts-know-no-api",
      comment: "A chart takes numbers and words, never a result of the service.",
      severity: "error",
      from: from("^src/chart/"),
      to: { path: "^src/(api|address)/" },
    },
    {
      name: "the-ground-knows-nobody",
      severity: "error",
      from: from("^src/(theme|format)/"),
      to: { path: "^src/", pathNot: "^src/(theme|format|test)/" },
    },
    {
      name: "api-knows-no-page",
      severity: "error",
      from: from("^src/(api|address)/", "\\.test\\.tsx?$"),
      to: { path: "^src/(app|frame|view|views|chart)/" },
    },
    {
      name: "heavy-libraries-only-where-loaded-late",
      comment: "The first paint must not wait for them: chart/ is reached by a lazy import.",
      severity: "error",
      from: from("^src/", "^src/(chart|views)/"),
      to: { path: "node_modules/(echarts|apache-arrow)/", dependencyTypesNot: ["type-only"] },
    },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "\\?raw$" } },
    {
      name: "tests-stay-tests",
      severity: "error",
      from: from("^src/", "\\.test\\.tsx?$|^src/test/"),
      to: { path: "\\.test\\.tsx?$|^src/test/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "browser", "default", "types"] },
  },
};
