// Escape closes the open menu and returns the focus to its button. Every page with a menu loads this file, with or without islands;
// without it, a menu opens and closes by its button alone.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const inside = document.activeElement?.closest("details.menu[open]");
  const menu = inside ?? document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
