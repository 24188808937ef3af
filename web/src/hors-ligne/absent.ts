/** What is answered for a page that was never visited, when there is no connection. */

/** Returns the page that says so; `search` is the address of the search, which works. */
export function absent(search: string): Response {
  const html = `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>Hors connexion</title>
<style>
body{max-width:40em;margin:0 auto;padding:1.5em 1em;color:#1c2430;background:#fff;font:1.1em/1.5 system-ui,sans-serif}
a{color:#123f6d}
</style>
</head>
<body>
<main>
<h1>Hors connexion</h1>
<p>Cette page n’a pas encore été visitée sur cet appareil\u00a0: elle ne peut pas s’afficher sans connexion.</p>
<p><a href="${search}">Trouver un lieu</a> fonctionne, avec les dernières données reçues.</p>
<p><a href="">Essayer de nouveau</a></p>
</main>
</body>
</html>`;
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}
