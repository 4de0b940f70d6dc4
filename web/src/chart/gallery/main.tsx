/** The gallery's door: only for those who build the page; the built page does not hold it. */
import { createRoot } from "react-dom/client";
import { Gallery } from "./Gallery";

const asked = new URLSearchParams(window.location.search);
document.documentElement.setAttribute("data-mantine-color-scheme", asked.get("scheme") === "dark" ? "dark" : "light");
const place = document.getElementById("gallery");
if (place) createRoot(place).render(<Gallery show={asked.get("show") ?? "all"} />);
