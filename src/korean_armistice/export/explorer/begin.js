// Before anything is shown: the plain list of documents is for pages whose script does not run.
"use strict";

document.documentElement.className = "live";
// A fault before the page is ready, as in a browser that is too old, brings the list back.
addEventListener("error", () => {
  if (document.getElementById("plain")) document.documentElement.className = "";
});
