// Escape closes the menu that is open, as people expect of one, and gives the focus back to its button. Every page with a menu loads
// this, whether it holds an island or not; without it a menu opens and closes by its button alone.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const inside = document.activeElement?.closest("details.menu[open]");
  const menu = inside ?? document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
