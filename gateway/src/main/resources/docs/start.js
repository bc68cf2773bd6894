const docs = SwaggerUIBundle({
  url: 'openapi',
  dom_id: '#docs',
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  // Logging in works under localhost and 127.0.0.1 alike: the way back is the origin that the page was opened on.
  oauth2RedirectUrl: new URL('docs/oauth2-redirect.html', window.location.href).href,
  onComplete: () =>
    docs.initOAuth({
      clientId: 'zhihe-docs',
      scopes: 'openid',
      usePkceWithAuthorizationCodeGrant: true,
    }),
});
