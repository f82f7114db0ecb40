"use strict";
/* Optional helpers of every page, loaded in <head> without defer: remembered settings apply before
   the first paint. All words stand in the page; what needs the script is `hidden` there.

   <div data-reading hidden>, <button data-set="size:small"> (normal, large; "contrast:more"):
     data-size, data-contrast on <html> (none: as usual)
   <button hidden data-copy="ID">: value of a field, address of a link, else text
   <button hidden data-share="ID" data-title data-link="ID of a link" data-picture="ID of an img">
   <button hidden data-print>
   data-done, data-failed of a button are told in the nearest empty <p data-say role="status">
   <section data-quiz data-right data-wrong data-none data-score="… {right} … {all} …">,
     <fieldset data-question data-correct="2"> (radios of value 1, 2 …; <p data-verdict>;
     <details>) gets data-result="right|wrong|none"; <button hidden data-check>, [data-say] */
(function () {
  const page = document.documentElement;
  const known = { size: ["small", "normal", "large"], contrast: ["more", ""] };
  const usual = { size: "normal", contrast: "" };
  const byId = (id) => document.getElementById(id);
  const chosen = (name) => page.dataset[name] || usual[name];
  const all = (selector, use, from) => (from || document).querySelectorAll(selector).forEach(use);

  function apply(name, value) {
    if (value === usual[name]) delete page.dataset[name];
    else page.dataset[name] = value;
  }

  // Private windows and some file:// pages refuse storage: a choice then holds for one page.
  for (const name in known) {
    try {
      const value = localStorage.getItem("tintot-" + name);
      if (known[name].includes(value)) apply(name, value);
    } catch (refused) {}
  }

  function choose(button) {
    const [name, value] = button.dataset.set.split(":");
    apply(name, name === "contrast" && chosen(name) === value ? "" : value);
    try {
      localStorage.setItem("tintot-" + name, chosen(name));
    } catch (refused) {}
    press();
  }

  function press() {
    all("[data-set]", (button) => {
      const [name, value] = button.dataset.set.split(":");
      button.setAttribute("aria-pressed", chosen(name) === value);
    });
  }

  function say(from, text) {
    let place = null;
    for (let at = from; at && !place; at = at.parentElement) place = at.querySelector("[data-say]");
    if (!place || !text) return;
    // Emptied first, or the same words are told once.
    place.textContent = "";
    setTimeout(() => place.append(text), 60);
  }

  function words(id) {
    const from = byId(id);
    return from ? from.value || from.href || from.textContent.trim() : "";
  }

  function copyByHand(text, button) {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    button.focus();
    if (!done) throw new Error("copy");
  }

  async function copy(button) {
    const id = button.dataset.copy;
    try {
      try { await navigator.clipboard.writeText(words(id)); }
      catch (refused) { copyByHand(words(id), button); }
      say(button, button.dataset.done);
    } catch (refused) {
      const from = byId(id);
      if (from.select) from.select();
      say(button, button.dataset.failed);
    }
  }

  // Drawn, as the policy allows no request; pages on file:// may not read what they draw.
  function pictureFile(image, name) {
    return new Promise((give) => {
      const canvas = document.createElement("canvas");
      try {
        canvas.width = image.naturalWidth;
        canvas.height = image.naturalHeight;
        canvas.getContext("2d").drawImage(image, 0, 0);
        canvas.toBlob((blob) => give(blob && new File([blob], name, { type: blob.type })));
      } catch (refused) { give(null); }
    });
  }

  async function share(button) {
    const { share: text, title, link, picture } = button.dataset;
    const data = { title: title || document.title, text: words(text) };
    const url = link ? words(link) : location.href;
    // A caption may hold the address already.
    if (url.startsWith("http") && !data.text.includes(url)) data.url = url;
    const image = navigator.canShare && byId(picture);
    const file = image && await pictureFile(image, picture + ".png");
    if (file && navigator.canShare({ files: [file] })) data.files = [file];
    try {
      await navigator.share(data);
    } catch (stopped) {
      if (stopped.name !== "AbortError") say(button, button.dataset.failed);
    }
  }

  function check(button) {
    const quiz = button.closest("[data-quiz]");
    let right = 0;
    let count = 0;
    all("[data-question]", (question) => {
      const picked = question.querySelector("input:checked");
      const hit = picked && picked.value === question.dataset.correct;
      const result = picked ? (hit ? "right" : "wrong") : "none";
      question.dataset.result = result;
      question.querySelector("[data-verdict]").textContent = quiz.dataset[result];
      question.querySelector("details").open = Boolean(picked);
      if (hit) right += 1;
      count += 1;
    }, quiz);
    say(button, quiz.dataset.score.replace("{right}", right).replace("{all}", count));
  }

  const helpers = { set: choose, copy, share, print: () => print(), check };

  function works(button, name) {
    if (name === "share") return navigator.share;
    const from = name === "copy" && byId(button.dataset.copy);
    // Nobody else can use the address of a page on a disk.
    return !(from && (from.href || "").startsWith("file:"));
  }

  document.addEventListener("click", (event) => {
    for (const name in helpers) {
      const button = event.target.closest(`button[data-${name}]`);
      if (button) helpers[name](button);
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const name in helpers) {
      all(`button[data-${name}]`, (b) => { b.hidden = !works(b, name); });
    }
    all("[data-reading]", (b) => { b.hidden = false; });
    press();
  });
})();
