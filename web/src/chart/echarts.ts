/** The parts of ECharts that the page uses; nowhere else is it imported. */
import { LineChart } from "echarts/charts";
import { GraphicComponent, GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

use([LineChart, GraphicComponent, GridComponent, CanvasRenderer, SVGRenderer]);

export type { ECharts, EChartsCoreOption } from "echarts/core";
export { init };
