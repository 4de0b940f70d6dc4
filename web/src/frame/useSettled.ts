/** A value that moves on while the film plays, as it is once it rests: what is dear to ask is not asked for every step. */
import { useEffect, useRef, useState } from "react";

const REST = 900; // ms, longer than a step of the film stands
const QUIET = 2500; // ms without a change, after which the next one is taken at once

export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const moved = useRef(0);
  useEffect(() => {
    if (Object.is(value, settled)) return;
    const now = performance.now();
    const wait = now - moved.current > QUIET ? 0 : REST;
    moved.current = now;
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}
