// The page that browses the API: swagger-ui from our own folder, told where the description lies.
const place = document.getElementById('swagger-ui')
if (place) {
  window.SwaggerUIBundle({ url: place.dataset.url, domNode: place, deepLinking: true, validatorUrl: null, persistAuthorization: false })
}
