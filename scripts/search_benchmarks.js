// What the benchmark of the search measures in a page, whichever page it is.

// The first result: when it is in the page, and laid out. The host is told at once, and counts what it has sent.
window.attendre = (selector) => {
  window.premier = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector(selector)) {
        observer.disconnect();
        document.body.getBoundingClientRect();
        const moment = performance.now();
        fetch("/premier-resultat").then(() => resolve(moment));
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
  });
};

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// The next change of the list, laid out; nothing after so long.
const changed = (listed, longest) =>
  new Promise((resolve) => {
    const given = setTimeout(() => done(null), longest);
    const done = (moment) => {
      clearTimeout(given);
      observer.disconnect();
      resolve(moment);
    };
    const observer = new MutationObserver(() => {
      document.body.getBoundingClientRect();
      done(performance.now());
    });
    observer.observe(listed, { childList: true, subtree: true, characterData: true });
  });

const type = (line, text, event) => {
  line.value = text;
  line.dispatchEvent(new Event(event, { bubbles: true }));
};

// Waits until the page answers to its line: an index may be long to build.
window.pret = async (line, listed) => {
  const field = document.querySelector(line);
  field.focus();
  for (let tries = 0; tries < 600; tries++) {
    const change = changed(document.querySelector(listed) ?? document.body, 1000);
    type(field, tries % 2 ? "imprim" : "scann", field.name === "query" ? "keyup" : "input");
    const moment = await change;
    if (moment !== null && document.querySelector(`${listed} li, ${listed} h2`)) {
      await pause(500);
      return;
    }
  }
};

// The milliseconds from each key of a phrase to the list that answers it.
window.taper = async (phrase, line, listed, event) => {
  const field = document.querySelector(line);
  const found = [];
  for (let length = 1; length <= phrase.length; length++) {
    const change = changed(document.querySelector(listed), 20_000);
    const start = performance.now();
    type(field, phrase.slice(0, length), event);
    const moment = await change;
    found.push(moment === null ? null : moment - start);
    // What comes after the list is over before the next key.
    await pause(250);
  }
  return found;
};
