/**
 * Points: a million dots on a canvas, by WebGL 2.
 *
 * Written here rather than taken from regl-scatterplot: regl makes its functions from text when the page runs
 * (`new Function`), which the page's Content-Security-Policy forbids, and should.
 */
import type { Size } from "../drawing";
import type { Camera } from "./camera";

export interface Points {
  move(xs: Float32Array, ys: Float32Array): void; // the points' places; the former ones are where they come from
  paint(colours: Uint8Array): void; // red, green, blue, alpha a point; alpha 0 hides it
  choose(indices: Uint32Array | null): void; // drawn on top, in the colour of a selection
  draw(view: View): void;
  dispose(): void;
}

export interface View {
  camera: Camera;
  size: Size;
  density: number; // pixels of the screen a pixel of the page
  moved: number; // 0: where the points come from, 1: where they are
  chosen: readonly [number, number, number]; // colour of the selection, 0 to 255
}

const VERTEX = `#version 300 es
in vec2 came;
in vec2 place;
in vec4 colour;
uniform vec2 middle;
uniform vec2 stretch;
uniform float moved;
uniform float size;
uniform vec4 chosen;
out vec4 ink;
void main() {
  vec2 at = (mix(came, place, moved) - middle) * stretch;
  gl_Position = colour.a == 0.0 ? vec4(2.0, 2.0, 2.0, 1.0) : vec4(at, 0.0, 1.0);
  gl_PointSize = size;
  ink = chosen.a > 0.0 ? chosen : colour;
}`;

const FRAGMENT = `#version 300 es
precision highp float; // as in the other shader: both read the size
in vec4 ink;
uniform float size;
out vec4 shown;
void main() {
  float edge = 1.0;
  if (size > 2.5) {
    float away = length(gl_PointCoord - 0.5) * size;
    edge = clamp(size * 0.5 - away + 0.5, 0.0, 1.0);
    if (edge <= 0.0) discard;
  }
  float alpha = ink.a * edge;
  shown = vec4(ink.rgb * alpha, alpha);
}`;

const FAR = 1e30; // where a point without a place is kept: out of sight

/** The dots' size in pixels and how much shines through them: many small ones, few large ones. */
export function dotLook(points: number): { size: number; alpha: number } {
  const order = Math.log10(Math.max(10, points));
  const size = Math.max(1.25, 8.2 - 1.2 * order);
  return { size, alpha: Math.min(0.9, Math.max(0.25, 1.5 - 0.2 * order)) };
}

/** null where the browser offers no WebGL 2. */
export function makePoints(canvas: HTMLCanvasElement): Points | null {
  const gl = canvas.getContext("webgl2", { antialias: false, premultipliedAlpha: true, alpha: true });
  const program = gl && link(gl);
  if (!gl || !program) return null;
  const buffers = {
    came: gl.createBuffer(),
    place: gl.createBuffer(),
    colour: gl.createBuffer(),
    chosen: gl.createBuffer(),
  };
  const uniform = (name: string) => gl.getUniformLocation(program, name);
  const at = {
    middle: uniform("middle"),
    stretch: uniform("stretch"),
    moved: uniform("moved"),
    size: uniform("size"),
    chosen: uniform("chosen"),
  };
  let places = new Float32Array(0);
  let chosen = 0;
  const fill = (buffer: WebGLBuffer | null, data: AllowSharedBufferSource) => {
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
  };
  const attribute = (name: string, buffer: WebGLBuffer | null, length: number, type: number, normalised: boolean) => {
    const place = gl.getAttribLocation(program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, length, type, normalised, 0, 0);
  };
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's word, not React's
  gl.useProgram(program);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  return {
    move(xs, ys) {
      const next = new Float32Array(xs.length * 2);
      for (let i = 0; i < xs.length; i++) {
        const [x, y] = [xs[i] ?? Number.NaN, ys[i] ?? Number.NaN];
        next[2 * i] = Number.isFinite(x) ? x : FAR;
        next[2 * i + 1] = Number.isFinite(y) ? y : FAR;
      }
      fill(buffers.came, places.length === next.length ? places : next);
      fill(buffers.place, next);
      places = next;
    },
    paint: (colours) => fill(buffers.colour, colours),
    choose(indices) {
      chosen = indices?.length ?? 0;
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffers.chosen);
      if (indices) gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, indices, gl.STATIC_DRAW);
    },
    draw({ camera, size, density, moved, chosen: colour }) {
      const [width, height] = [Math.round(size.width * density), Math.round(size.height * density)];
      if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
      gl.viewport(0, 0, width, height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      const count = places.length / 2;
      if (!count) return;
      attribute("came", buffers.came, 2, gl.FLOAT, false);
      attribute("place", buffers.place, 2, gl.FLOAT, false);
      attribute("colour", buffers.colour, 4, gl.UNSIGNED_BYTE, true);
      gl.uniform2f(at.middle, camera.x, camera.y);
      gl.uniform2f(at.stretch, (2 * camera.scale) / size.width, (2 * camera.scale) / size.height);
      gl.uniform1f(at.moved, moved);
      const dot = dotLook(count).size * density;
      gl.uniform1f(at.size, dot);
      gl.uniform4f(at.chosen, 0, 0, 0, 0);
      gl.drawArrays(gl.POINTS, 0, count);
      if (!chosen) return;
      const [red, green, blue] = colour;
      gl.uniform4f(at.chosen, red / 255, green / 255, blue / 255, 0.7);
      gl.uniform1f(at.size, dot + density);
      gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, buffers.chosen);
      gl.drawElements(gl.POINTS, chosen, gl.UNSIGNED_INT, 0);
    },
    dispose() {
      for (const buffer of Object.values(buffers)) gl.deleteBuffer(buffer);
      gl.deleteProgram(program);
    },
  };
}

function link(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader); // goes with the program
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}
