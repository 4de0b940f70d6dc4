/** Where the fields and sets of the graph stand: fields on an ellipse, a set of three and more in the midst of its own. */
import type { FoundSet } from "@/views/interactions/reading";
import { isSure, setKey } from "@/views/interactions/reading";

export interface Node {
  field: string;
  x: number; // pixels
  y: number;
  side: "start" | "middle" | "end"; // of its name
}

export interface Edge {
  key: string;
  set: FoundSet;
  ends: readonly (readonly [number, number])[]; // one a field
  hub: readonly [number, number] | null; // null: a pair is a line
  width: number; // pixels, by count
  sure: boolean;
}

export const NAMES = 130; // pixels to both sides for names
const MARGIN = 30; // pixels above and below
const THICKEST = 9;

export function layOut(sets: readonly FoundSet[], size: { width: number; height: number }) {
  const fields = [...new Set(sets.flatMap((set) => set.fields))];
  const [cx, cy] = [size.width / 2, size.height / 2];
  const [rx, ry] = [Math.max(40, cx - NAMES), Math.max(30, cy - MARGIN)];
  const nodes: Node[] = fields.map((field, at) => {
    const angle = (2 * Math.PI * at) / fields.length - Math.PI / 2;
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    const side = Math.abs(dx) < 0.05 ? "middle" : dx > 0 ? "start" : "end";
    return { field, x: cx + rx * dx, y: cy + ry * dy, side };
  });
  const place = new Map(nodes.map(({ field, x, y }) => [field, [x, y] as const]));
  const most = Math.max(1, ...sets.map((set) => set.count));
  const edges: Edge[] = sets.map((set) => {
    const ends = set.fields.map((field) => place.get(field) ?? ([cx, cy] as const));
    const mean = (axis: 0 | 1) => ends.reduce((sum, end) => sum + end[axis], 0) / Math.max(1, ends.length);
    return {
      key: setKey(set),
      set,
      ends,
      hub: ends.length > 2 ? [mean(0), mean(1)] : null,
      width: 1.5 + (THICKEST - 1.5) * (set.count / most),
      sure: isSure(set),
    };
  });
  return { nodes, edges };
}
