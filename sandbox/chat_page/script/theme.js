/** Light and dark: the system's wish until the reader chooses. */

const KEY = "chat.theme";
const system = window.matchMedia("(prefers-color-scheme: dark)");

export const currentTheme = () => localStorage.getItem(KEY) ?? (system.matches ? "dark" : "light");

function apply() {
  document.documentElement.dataset.theme = currentTheme();
}

export function followTheme() {
  apply();
  system.addEventListener("change", apply);
}

/** Switches to the other theme; a choice equal to the system's is forgotten, so that it is followed again. */
export function toggleTheme() {
  const chosen = currentTheme() === "dark" ? "light" : "dark";
  if (chosen === (system.matches ? "dark" : "light")) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, chosen);
  apply();
}
