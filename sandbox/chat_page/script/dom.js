/** Building elements. Strings always become text nodes, so no data can turn into markup. */

/**
 * Makes an element.
 * `testid` becomes data-testid, `on` holds listeners, `style` holds CSS properties,
 * null, undefined and false leave an attribute or a child out.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "testid") element.dataset.testid = value;
    else if (name === "on") {
      for (const [event, listener] of Object.entries(value))
        element.addEventListener(event, listener);
    } else if (name === "style") {
      for (const [property, setting] of Object.entries(value))
        element.style.setProperty(property, setting);
    } else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat().filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Makes an SVG element; the HTML parser is never involved here either. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A drawing from art/icons.svg, invisible to screen readers. */
export function icon(name, extraClass = "") {
  return svg(
    "svg",
    {
      class: `icon ${extraClass}`.trim(),
      viewBox: viewBoxes[name] ?? "0 0 24 24",
      "aria-hidden": "true",
    },
    svg("use", { href: `/chat/art/icons.svg#${name}` }),
  );
}

const viewBoxes = { sent: "0 0 20 12" };

/** A round button that shows only an icon; `label` is what it is called. */
export function iconButton(name, label, onClick, attributes = {}) {
  return el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      on: { click: onClick },
      ...attributes,
    },
    icon(name),
  );
}

/** A coloured circle with initials; `key` (an id) chooses the colour. */
export function avatar(name, key, extraClass = "") {
  const initials = name
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
  return el(
    "span",
    { class: `avatar ${extraClass}`.trim(), "data-tone": tone(key), "aria-hidden": "true" },
    initials || "?",
  );
}

export function botAvatar(extraClass = "") {
  return el(
    "span",
    { class: `avatar ${extraClass}`.trim(), "aria-hidden": "true" },
    el("img", { src: "/chat/art/logo.svg", alt: "" }),
  );
}

/** One of seven colour tones, the same for the same id. */
export function tone(key) {
  return String(Math.abs(Number(key) || 0) % 7);
}

/** Lets the arrow keys walk through the elements that `selector` finds in `container`. */
export function walkWithArrows(container, selector, { onMove } = {}) {
  container.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const stops = [...container.querySelectorAll(selector)].filter((stop) => !stop.disabled);
    const place = stops.indexOf(document.activeElement);
    if (place < 0 || !(step || event.key === "Home" || event.key === "End")) return;
    event.preventDefault();
    const target =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? stops.length - 1
          : (place + step + stops.length) % stops.length;
    stops[target].focus();
    onMove?.(stops[target]);
  });
}
