/** A value that moves on while the film plays, as it is once it rests: what is dear to ask is not asked for every step. */
import { useContext, useEffect, useState } from "react";
import { useNavigationType } from "react-router";
import { MomentContext } from "@/frame/moment";

const REST = 600; // ms after the last move of a finger or a key

/** What was gone to, by a click or a link, is taken at once; what moves under a finger once it rests; of a film the end. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  const playing = useContext(MomentContext)?.playing ?? false;
  const moves = useNavigationType() === "REPLACE";
  useEffect(() => {
    if (playing || Object.is(value, settled)) return;
    const timer = setTimeout(() => setSettled(value), moves ? REST : 0);
    return () => clearTimeout(timer);
  }, [value, settled, moves, playing]);
  return settled;
}
