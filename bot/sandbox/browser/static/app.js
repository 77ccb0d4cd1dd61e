// The page's scripts; each module looks after one thing, and htmx does the rest.
import "./live.js";
import "./lists.js";
import "./lines.js";
import "./composer.js";
import "./files.js";
import "./menus.js";
import "./modals.js";
import "./external.js";
import "./shell.js";
