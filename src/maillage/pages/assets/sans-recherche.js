// One search on the search page: the theme's own would read "q" too, and open over the page.
for (const part of document.querySelectorAll("[data-md-component=search], [for=__search].md-header__button")) {
  part.remove();
}
