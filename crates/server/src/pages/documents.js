// Starts Swagger UI with a selector for all documents; `/docs#braze` opens on that one.
const documents = {{documents}};
const wanted = location.hash.slice(1).split("/")[0];

window.ui = SwaggerUIBundle({
  urls: documents,
  "urls.primaryName": documents.some((one) => one.name === wanted) ? wanted : documents[0].name,
  dom_id: "#documents",
  validatorUrl: null,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
});
