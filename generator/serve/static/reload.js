// Keeps a page of the preview fresh: listens to the server, reloads when the page or what it
// loaded changed, and shows what is wrong. Served to this computer only; never published.
(function () {
  "use strict";

  var script = document.currentScript;
  var since = script.dataset.since || "";
  var KEEP = "tintot-scroll:" + location.pathname;
  var CLOSED = "tintot-closed";
  var MOST_SHOWN = 50;
  var source = null;
  var words = {};
  var findings = [];
  var step = "";
  var opened = false;
  var before = null;

  // ---- Reloading -------------------------------------------------------------------------------

  function kept(key, value) {
    try {
      if (value === undefined) { return sessionStorage.getItem(key); }
      if (value === null) { sessionStorage.removeItem(key); } else { sessionStorage.setItem(key, value); }
    } catch (_refused) { /* a browser may refuse storage; then nothing is remembered */ }
    return null;
  }

  function restoreScroll() {
    var place = kept(KEEP);
    if (place === null) { return; }
    kept(KEEP, null);
    var parts = place.split(",");
    window.scrollTo({ left: Number(parts[0]), top: Number(parts[1]), behavior: "instant" });
  }

  function pathOf(address) {
    try {
      var url = new URL(address, document.baseURI);
      return url.origin === location.origin ? decodeURIComponent(url.pathname) : "";
    } catch (_malformed) { return ""; }
  }

  function used() {
    var found = new Set([pathOf(location.href)]);
    performance.getEntriesByType("resource").forEach(function (entry) { found.add(pathOf(entry.name)); });
    // The list above is cut off at some length, and lacks what a video has not fetched yet.
    document.querySelectorAll("[src], [poster], link[href]").forEach(function (element) {
      ["src", "poster", "href"].forEach(function (name) {
        if (element.hasAttribute(name)) { found.add(pathOf(element.getAttribute(name))); }
      });
    });
    return found;
  }

  function onReload(news) {
    var mine = used();
    if (news.all || news.changed.some(function (path) { return mine.has(path); })) {
      kept(KEEP, window.scrollX + "," + window.scrollY);
      location.reload();
    }
  }

  function connect() {
    if (source !== null || document.visibilityState === "hidden") { return; }
    source = new EventSource("/_tintot/events?since=" + encodeURIComponent(since));
    source.addEventListener("words", function (event) { words = JSON.parse(event.data); draw(); });
    source.addEventListener("reload", function (event) {
      since = event.lastEventId || since;
      onReload(JSON.parse(event.data));
    });
    source.addEventListener("building", function (event) { step = JSON.parse(event.data).step; draw(); });
    source.addEventListener("findings", function (event) { show(JSON.parse(event.data)); });
    source.addEventListener("ok", function () { show([]); });
  }

  // A browser opens few connections to one server: a hidden tab must not hold one.
  function disconnect() {
    if (source !== null) { source.close(); source = null; }
  }

  // ---- Findings --------------------------------------------------------------------------------

  var host = document.createElement("tintot-findings");
  var root = host.attachShadow({ mode: "open" });

  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) { element.className = className; }
    if (text !== undefined) { element.textContent = text; }
    return element;
  }

  function say(name, count) { return (words[name] || "").replace("{count}", String(count)); }

  function ofSeverity(name) { return findings.filter(function (f) { return f.severity === name; }); }

  function identity() {
    return JSON.stringify(ofSeverity("error").map(function (f) { return [f.place, f.message]; }));
  }

  function show(list) {
    findings = list;
    var errors = ofSeverity("error").length;
    if (!errors) { kept(CLOSED, null); }
    opened = errors > 0 && kept(CLOSED) !== identity();
    draw();
    takeFocus();
  }

  function takeFocus() {
    var panel = root.querySelector(".panel");
    // What is not dressed yet is hidden, and what is hidden takes no focus.
    if (!panel || !opened || host.hidden || root.activeElement) { return; }
    before = document.activeElement;
    panel.focus({ preventScroll: true });
  }

  function close() {
    opened = false;
    if (ofSeverity("error").length) { kept(CLOSED, identity()); }
    draw();
    if (before && before.focus) { before.focus({ preventScroll: true }); }
    before = null;
  }

  function open() {
    opened = true;
    kept(CLOSED, null);
    before = document.activeElement;
    draw();
    root.querySelector(".panel").focus({ preventScroll: true });
  }

  function sourceLine(finding) {
    var line = make("pre");
    // Columns count characters; a JavaScript string counts some of them twice.
    var letters = Array.from(finding.text);
    var start = finding.column - 1;
    var end = Math.min(letters.length, start + finding.length);
    line.append(make("span", "number", finding.line + " | "), letters.slice(0, start).join(""));
    line.append(make("mark", "", letters.slice(start, end).join("") || " "), letters.slice(end).join(""));
    line.tabIndex = 0;
    return line;
  }

  function item(finding) {
    var element = make("li", finding.severity);
    var heading = make("p");
    heading.append(make("span", "label", finding.label + ": "), finding.message);
    element.append(heading);
    if (finding.place) { element.append(make("p", "place", finding.place)); }
    if (finding.text) { element.append(sourceLine(finding)); }
    if (finding.hint) { element.append(make("p", "hint", words.hint + ": " + finding.hint)); }
    return element;
  }

  function panel() {
    var errors = ofSeverity("error").length;
    var box = make("section", errors ? "panel" : "panel warnings");
    box.setAttribute("role", errors ? "alertdialog" : "region");
    box.setAttribute("aria-labelledby", "title");
    box.tabIndex = -1;
    var head = make("header");
    var told = make("div");
    var title = make("h2", "", errors ? say("errors", errors) : words.warnings_title);
    title.id = "title";
    told.append(title);
    if (errors) { told.append(make("p", "kept", words.kept)); }
    var button = make("button", "", words.close);
    button.type = "button";
    button.addEventListener("click", close);
    head.append(told, button);
    var list = make("ol");
    findings.slice(0, MOST_SHOWN).forEach(function (finding) { list.append(item(finding)); });
    if (findings.length > MOST_SHOWN) { list.append(make("li", "", say("more", findings.length - MOST_SHOWN))); }
    box.append(head, list);
    return box;
  }

  function badge() {
    var errors = ofSeverity("error").length;
    var warnings = ofSeverity("warning").length;
    var parts = [];
    if (errors) { parts.push(say("errors", errors)); }
    if (warnings) { parts.push(say("warnings", warnings)); }
    if (step) { parts.push(words[step] || ""); }
    if (!parts.length) { return null; }
    var text = parts.join(" · ");
    if (!errors && !warnings) {
      var note = make("div", "badge", text);
      note.setAttribute("role", "status");
      return note;
    }
    var button = make("button", "badge", text);
    button.type = "button";
    button.addEventListener("click", open);
    return button;
  }

  function draw() {
    if (!words.region) { return; }
    var old = root.querySelector(".panel, .badge");
    var focused = old && root.activeElement;
    var drawn = opened && findings.length ? panel() : badge();
    if (old && drawn && old.className === drawn.className && old.textContent === drawn.textContent) { return; }
    if (old) { old.remove(); }
    if (drawn) {
      root.append(drawn);
      if (focused) { drawn.focus({ preventScroll: true }); }
    }
    if (!host.isConnected) { document.documentElement.append(host); }
  }

  function begin() {
    var style = make("link");
    style.rel = "stylesheet";
    style.href = "/_tintot/overlay.css";
    // Shown when it is dressed.
    host.hidden = true;
    style.addEventListener("load", function () { host.hidden = false; takeFocus(); });
    root.append(style);
    connect();
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && opened) { close(); }
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") { disconnect(); } else { connect(); }
  });
  window.addEventListener("pagehide", disconnect);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { connect(); } });
  window.addEventListener("load", restoreScroll);
  begin();
})();
