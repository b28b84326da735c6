<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', 'http://127.0.0.1:{port}'); define('WP_SITEURL', 'http://127.0.0.1:{port}');
define('AUTH_KEY', '{salt}'); define('SECURE_AUTH_KEY', '{salt}'); define('LOGGED_IN_KEY', '{salt}');
define('NONCE_KEY', '{salt}'); define('AUTH_SALT', '{salt}'); define('SECURE_AUTH_SALT', '{salt}');
define('LOGGED_IN_SALT', '{salt}'); define('NONCE_SALT', '{salt}');
define('DISABLE_WP_CRON', true); define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
