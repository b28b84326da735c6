<?php
// A must-use plugin: lets WordPress fetch from the loopback address and port on which the site under test is served.
// Everything else of WordPress's rules for what it fetches and shows stays as it is.
add_filter('http_request_host_is_external', fn($external, $host) => $external || $host === '127.0.0.1', 10, 2);
add_filter('http_allowed_safe_ports', fn($ports) => [...$ports, (int) getenv('SITE_PORT')]);
