/** A little drawn map for locations: no tiles, but the same place always gives the same streets. */
import { svg } from "./dom.js";

const WIDTH = 320;
const HEIGHT = 180;

/** Small deterministic noise (mulberry32) seeded by the coordinates. */
function noiseFor({ latitude, longitude }) {
  let seed = (Math.round(latitude * 1e4) * 73_856_093) ^ (Math.round(longitude * 1e4) * 19_349_663);
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function placeMap(location) {
  const noise = noiseFor(location);
  const turn = Math.round(noise() * 50 - 25);
  const streets = svg("g", { transform: `rotate(${turn} 160 90)` });
  for (let x = -80; x < WIDTH + 80; x += 34 + noise() * 30)
    streets.append(street(`M${x} -140V320`, noise));
  for (let y = -120; y < HEIGHT + 120; y += 30 + noise() * 26)
    streets.append(street(`M-120 ${y}H440`, noise));
  const shore = 20 + noise() * 60;
  const water =
    noise() < 0.6
      ? svg("path", {
          class: "water",
          d: `M-5 ${HEIGHT + 5}V${HEIGHT - shore}C70 ${HEIGHT - shore - 30} 110 ${HEIGHT - shore + 40} 200 ${HEIGHT - shore * 0.4}S300 ${HEIGHT - 6} 325 ${HEIGHT + 5}z`,
        })
      : svg("path", {
          class: "water",
          d: `M${WIDTH - shore} -5c-30 50 26 92 -8 196h${shore + 20}V-5z`,
        });
  const park = svg("rect", {
    class: "park",
    x: 30 + noise() * 120,
    y: 12 + noise() * 40,
    width: 66,
    height: 48,
    rx: 10,
    transform: `rotate(${turn} 160 90)`,
  });
  const pin = svg(
    "g",
    { transform: "translate(160 92)" },
    svg("ellipse", { class: "marker-shade", cx: 0, cy: 1, rx: 9, ry: 3 }),
    svg("path", { class: "marker", d: "M0 0c-9-12-15-19-15-27a15 15 0 0 1 30 0c0 8-6 15-15 27z" }),
    svg("circle", { class: "marker-eye", cx: 0, cy: -27, r: 5.5 }),
  );
  return svg(
    "svg",
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-label": `Map at ${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`,
      preserveAspectRatio: "xMidYMid slice",
    },
    svg("rect", { class: "land", width: WIDTH, height: HEIGHT }),
    park,
    streets,
    water,
    pin,
  );
}

function street(d, noise) {
  const avenue = noise() < 0.25;
  return svg("path", {
    class: avenue ? "avenue" : "street",
    d,
    "stroke-width": avenue ? 7 : 3.5,
    fill: "none",
  });
}
